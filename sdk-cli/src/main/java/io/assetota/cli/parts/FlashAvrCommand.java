package io.assetota.cli.parts;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Report;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.avr.AvrFlasher;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.OutputPin;
import io.assetota.handlers.io.Pi4jBoard;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialSettings.Parity;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a program into an AVR over the boot loader of Arduino boards. */
@Command(
    name = "flash-avr",
    description = {
      "Writes a program (binary, ELF, Intel HEX, S-record or UF2) into an AVR through the boot"
          + " loader of an Arduino board (STK500 protocol, version 1), and verifies it.",
      "A part that already holds it is not changed."
    },
    footer = {
      "  asset-ota flash-avr sketch.hex --port /dev/ttyUSB0",
      "  asset-ota flash-avr sketch.hex --port /dev/ttyUSB0 --baud 57600 --dry-run",
      "  asset-ota flash-avr sketch.hex --port /dev/serial0 --reset gpio:27"
    })
final class FlashAvrCommand extends FlashPartCommand {
  private static final Pattern GPIO = Pattern.compile("gpio:(!?)(\\d{1,3})");

  @Option(
      names = "--reset",
      paramLabel = "dtr-rts|gpio:RESET|none",
      description =
          "How to reset the part: by the control lines of the converter, by a pin of this"
              + " board, with ! before an inverted one, or not at all. Default: dtr-rts.")
  String reset = "dtr-rts";

  @Option(
      names = "--boot-loader-size",
      paramLabel = "BYTES",
      description =
          "The size of the boot loader at the end of flash: 512 on an Arduino Uno."
              + " Default: the largest usual size, 2048 on an ATmega328P.")
  @Nullable Integer bootLoaderSize;

  @Option(
      names = "--dry-run",
      description = "Find the part and compare its content, and change nothing.")
  boolean dryRun;

  @Option(
      names = "--raw",
      description =
          "Write the file as it is to the start of flash. Default: a file that is no"
              + " program for an AVR is refused.")
  boolean raw;

  FlashAvrCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    Matcher gpio = GPIO.matcher(reset);
    if (!gpio.matches() && !reset.equals("none") && !reset.equals("dtr-rts")) {
      throw wrongUsage("--reset must be dtr-rts, gpio:RESET or none, not " + reset);
    }
    SerialSettings settings = settings(Parity.NONE);
    FirmwareImage program = program(raw, 0);
    try (SerialLink link = SerialLink.open(port, settings)) {
      if (!gpio.matches()) {
        try (BootControl boot =
            reset.equals("none")
                ? BootControl.none()
                : BootControl.resetControlLines(link, MonotonicClock.system())) {
          return flash(program, link, boot);
        }
      }
      try (Pi4jBoard board = Pi4jBoard.open();
          BootControl boot = pin(board, gpio)) {
        return flash(program, link, boot);
      }
    }
  }

  /** Its level is that of a part that runs its program: reset released. */
  private static BootControl pin(Pi4jBoard board, Matcher gpio) throws IOException {
    boolean inverted = !gpio.group(1).isEmpty();
    OutputPin pin =
        board.output(Integer.parseInt(gpio.group(2)), inverted ? Level.LOW : Level.HIGH);
    return BootControl.resetPin(inverted ? pin.inverted() : pin, MonotonicClock.system());
  }

  private Report flash(FirmwareImage program, SerialLink link, BootControl boot)
      throws IOException {
    AvrFlasher flasher = flasher(link, boot);
    return report(
        dryRun,
        listener -> dryRun ? flasher.preview(program, listener) : flasher.flash(program, listener));
  }

  private AvrFlasher flasher(SerialLink link, BootControl boot) {
    AvrFlasher flasher = new AvrFlasher(link, boot);
    try {
      return bootLoaderSize == null ? flasher : flasher.withBootLoaderSize(bootLoaderSize);
    } catch (IllegalArgumentException e) {
      throw wrongUsage("--boot-loader-size: " + e.getMessage());
    }
  }
}
