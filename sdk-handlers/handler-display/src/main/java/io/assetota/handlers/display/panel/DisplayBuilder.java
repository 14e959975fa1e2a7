package io.assetota.handlers.display.panel;

import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.OutputPin;
import io.assetota.handlers.io.SpiLink;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Describes a display before it is started. */
public final class DisplayBuilder {
  private static final int MAX_TRANSFER_BYTES = 65_536;

  final Panel panel;
  final SpiLink spi;
  final OutputPin dc;
  @Nullable OutputPin reset;
  @Nullable OutputPin backlight;
  Rotation rotation = Rotation.DEG_0;
  AtClose atClose = AtClose.DARK;
  MonotonicClock clock = MonotonicClock.system();

  /** What a default Linux spidev takes at once; larger ones would only be split. */
  int transferBytes = 4096;

  DisplayBuilder(Panel panel, SpiLink spi, OutputPin dc) {
    this.panel = panel;
    this.spi = spi;
    this.dc = dc;
  }

  /**
   * Sets the reset pin, low to reset. Without it a colour controller is reset by command, and a
   * monochrome one is taken as it is after power-on.
   *
   * @param pin the pin
   * @return this
   */
  public DisplayBuilder reset(OutputPin pin) {
    reset = pin;
    return this;
  }

  /**
   * Sets the backlight or brightness pin, high for light.
   *
   * @param pin the pin
   * @return this
   */
  public DisplayBuilder backlight(OutputPin pin) {
    backlight = pin;
    return this;
  }

  /**
   * Turns the picture.
   *
   * @param value how far; default: not at all
   * @return this
   */
  public DisplayBuilder rotation(Rotation value) {
    rotation = value;
    return this;
  }

  /**
   * Sets what the panel shows after {@link DisplayDriver#close()}.
   *
   * @param value what it shows; default: dark
   * @return this
   */
  public DisplayBuilder atClose(AtClose value) {
    atClose = value;
    return this;
  }

  /**
   * Sets how many bytes are handed to the bus at once.
   *
   * @param bytes an even number from 2 to 65536; default: 4096
   * @return this
   * @throws IllegalArgumentException if the number is none of those
   */
  public DisplayBuilder transferBytes(int bytes) {
    if (bytes < 2 || bytes > MAX_TRANSFER_BYTES || bytes % 2 != 0) {
      throw new IllegalArgumentException(
          "a transfer has 2 to " + MAX_TRANSFER_BYTES + " bytes, an even number: " + bytes);
    }
    transferBytes = bytes;
    return this;
  }

  /**
   * Sets the clock by which to wait for the controller.
   *
   * @param value the clock; default: that of this machine
   * @return this
   */
  public DisplayBuilder clock(MonotonicClock value) {
    clock = value;
    return this;
  }

  /**
   * Resets and starts the panel, and clears it to black before anything can be seen.
   *
   * @return the driver, which the caller closes
   * @throws IOException if the panel can't be reached
   */
  public DisplayDriver open() throws IOException {
    DisplayDriver driver = new DisplayDriver(this);
    driver.start();
    return driver;
  }
}
