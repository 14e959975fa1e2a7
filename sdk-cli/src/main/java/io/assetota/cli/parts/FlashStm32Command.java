package io.assetota.cli.parts;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Report;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.coprocessor.stm32.Stm32Device;
import io.assetota.handlers.coprocessor.stm32.Stm32Flasher;
import io.assetota.handlers.coprocessor.stm32.Stm32Permission;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.io.SerialSettings.Parity;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a program into an STM32 over its serial boot loader. */
@Command(
    name = "flash-stm32",
    description = {
      "Writes a program (binary, ELF, Intel HEX, S-record or UF2) into an STM32 over"
          + " its serial boot loader, and verifies it.",
      "Only the pages of the program are erased. A part that already holds it is not" + " changed."
    },
    footer = {
      "  asset-ota flash-stm32 blink.bin --port /dev/serial0 --boot-control gpio:17,27",
      "  asset-ota flash-stm32 blink.elf --port /dev/ttyUSB0 --boot-control dtr-rts \\",
      "      --dry-run",
      "  asset-ota flash-stm32 blink.bin --port /dev/ttyUSB0 --boot-control dtr-rts \\",
      "      --expect-version 2.1.0"
    })
final class FlashStm32Command extends FlashPartCommand {
  @Mixin BootOption boot = new BootOption();
  @Mixin ProgramOptions program = new ProgramOptions();

  @Option(
      names = "--verify",
      description = "Verify what was written. Always done; accepted for old scripts.")
  boolean verify;

  @Option(
      names = "--mass-erase",
      description =
          "If the pages of the part can't be erased one by one, erase ALL of its flash,"
              + " including your boot loader and settings. Default: such a part is refused.")
  boolean massErase;

  @Option(
      names = "--lift-readout-protection",
      description = {
        "If the part is protected against readout, remove the protection, which erases"
            + " ALL of its flash.",
        "Default: such a part is refused."
      })
  boolean liftReadoutProtection;

  FlashStm32Command(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    return work(Parity.EVEN, boot, in -> program.read(in, Stm32Device.FLASH_START), this::flash);
  }

  private Report flash(FirmwareImage read, SerialLink link, BootControl control)
      throws IOException {
    Stm32Flasher flasher = new Stm32Flasher(link, control);
    if (massErase) {
      flasher = flasher.allowing(Stm32Permission.MASS_ERASE);
    }
    if (liftReadoutProtection) {
      flasher = flasher.allowing(Stm32Permission.LIFT_READOUT_PROTECTION);
    }
    Stm32Flasher allowed = flasher;
    return program.dryRun
        ? report(true, listener -> allowed.preview(read, listener))
        : report(read, allowed, link, program.word(allowed));
  }

  @Override
  void check() {
    program.check(version);
  }
}
