package io.assetota.cli.parts;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Report;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.avr.AvrFlasher;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.io.SerialSettings.Parity;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
  @Mixin ResetOption reset = new ResetOption();
  @Mixin ProgramOptions program = new ProgramOptions();

  @Option(
      names = "--boot-loader-size",
      paramLabel = "BYTES",
      description =
          "The size of the boot loader at the end of flash: 512 on an Arduino Uno."
              + " Default: the largest usual size, 2048 on an ATmega328P.")
  @Nullable Integer bootLoaderSize;

  FlashAvrCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    return work(Parity.NONE, reset, in -> program.read(in, 0), this::flash);
  }

  private Report flash(FirmwareImage read, SerialLink link, BootControl boot) throws IOException {
    AvrFlasher flasher = flasher(link, boot);
    return program.dryRun
        ? report(true, listener -> flasher.preview(read, listener))
        : report(read, flasher, link, program.word(flasher));
  }

  @Override
  void check() {
    program.check(version);
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
