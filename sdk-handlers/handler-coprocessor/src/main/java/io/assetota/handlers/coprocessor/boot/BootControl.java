package io.assetota.handlers.coprocessor.boot;

import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.OutputPin;
import io.assetota.handlers.io.SerialLink;
import java.io.IOException;

/**
 * Resets a part into its boot loader and back into its program. The caller closes it, which starts
 * the program. Not safe for use by several threads.
 */
public interface BootControl extends AutoCloseable {
  /**
   * Resets the part into its boot loader, and waits until that listens.
   *
   * @throws IOException if pins can't be driven
   */
  void enterBootLoader() throws IOException;

  /**
   * Resets the part into its program. All pins are driven to their idle level, even if one fails.
   *
   * @throws IOException if pins can't be driven
   */
  void runProgram() throws IOException;

  /**
   * Returns whether this can reset the part at all.
   *
   * @return false if the part has to be brought into its boot loader by other means, such as a
   *     jumper
   */
  boolean canReset();

  /**
   * Runs the program and gives the pins back. May be called twice.
   *
   * @throws IOException if pins can't be driven
   */
  @Override
  void close() throws IOException;

  /**
   * For a part that is in its boot loader already, for example because of a jumper.
   *
   * @return does nothing
   */
  static BootControl none() {
    return new NoBootControl();
  }

  /**
   * By two pins, as in ST's circuits: BOOT0 high while reset is released enters the boot loader.
   *
   * @param boot0 high for the boot loader; {@link OutputPin#inverted() inverted} if a transistor is
   *     between
   * @param reset low holds the part in reset; inverted likewise
   * @param clock for the delays
   * @return drives the pins; closing it closes them
   */
  static BootControl gpio(OutputPin boot0, OutputPin reset, MonotonicClock clock) {
    return new GpioBootControl(boot0, reset, clock);
  }

  /**
   * By two pins, on the clock of this machine.
   *
   * @param boot0 high for the boot loader
   * @param reset low holds the part in reset
   * @return drives the pins; closing it closes them
   */
  static BootControl gpio(OutputPin boot0, OutputPin reset) {
    return gpio(boot0, reset, MonotonicClock.system());
  }

  /**
   * By the control lines of the serial converter: asserted DTR raises BOOT0, asserted RTS resets.
   *
   * @param link the line to the part; it stays open
   * @param clock for the delays
   * @return drives the control lines
   */
  static BootControl controlLines(SerialLink link, MonotonicClock clock) {
    return new ControlLineBootControl(link, clock);
  }

  /**
   * By the control lines, on the clock of this machine.
   *
   * @param link the line to the part; it stays open
   * @return drives the control lines
   */
  static BootControl controlLines(SerialLink link) {
    return controlLines(link, MonotonicClock.system());
  }

  /**
   * By the control lines as on ESP32 boards, where two transistors let only differing lines
   * through: RTS alone resets, DTR alone pulls GPIO0 low.
   *
   * @param link the line to the part; it stays open
   * @param clock for the delays
   * @return drives the control lines
   */
  static BootControl esp32ControlLines(SerialLink link, MonotonicClock clock) {
    return new Esp32BootControl(link, clock);
  }

  /**
   * By a reset alone, for boot loaders that run after every reset and start the program when no
   * command comes, as those of Arduino boards do.
   *
   * @param reset low holds the part in reset; {@link OutputPin#inverted() inverted} if a transistor
   *     is between
   * @param clock for the delays
   * @return drives the pin; closing it closes the pin
   */
  static BootControl resetPin(OutputPin reset, MonotonicClock clock) {
    return new ResetControl(reset, clock);
  }

  /**
   * By a reset alone, through the control lines of the serial converter: on Arduino boards, DTR (on
   * some, RTS) pulls reset low through a capacitor. Both are asserted together.
   *
   * @param link the line to the part; it stays open
   * @param clock for the delays
   * @return drives the control lines
   */
  static BootControl resetControlLines(SerialLink link, MonotonicClock clock) {
    return new ResetControl(new ControlLinesPin(link), clock);
  }
}
