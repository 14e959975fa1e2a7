package io.assetota.cli.parts;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Report;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.coprocessor.stm32.Stm32Device;
import io.assetota.handlers.coprocessor.stm32.Stm32Flasher;
import io.assetota.handlers.coprocessor.stm32.Stm32Permission;
import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.Pi4jBoard;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialSettings.Parity;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a program into an STM32 over its serial boot loader. */
@Command(
    name = "flash-stm32",
    description = {
      "Writes a program (binary, ELF, Intel HEX, S-record or UF2) into an STM32 over its serial"
          + " boot loader, and verifies it.",
      "Only the pages of the program are erased. A part that already holds it is not changed."
    },
    footer = {
      "  asset-ota flash-stm32 blink.bin --port /dev/serial0 --boot-control gpio:17,27",
      "  asset-ota flash-stm32 blink.elf --port /dev/ttyUSB0 --boot-control dtr-rts \\",
      "      --dry-run"
    })
final class FlashStm32Command extends FlashPartCommand {
  private static final Pattern GPIO = Pattern.compile("gpio:(!?)(\\d{1,3}),(!?)(\\d{1,3})");

  @Option(
      names = "--boot-control",
      paramLabel = "none|dtr-rts|gpio:BOOT0,RESET",
      description = {
        "How to start the boot loader: not at all, by the control lines of the converter, or by"
            + " two",
        "pins of this board, with ! before an inverted one. Default: none."
      })
  String bootControl = "none";

  @Option(
      names = "--verify",
      description = "Verify what was written. Always done; accepted for old scripts.")
  boolean verify;

  @Option(
      names = "--raw",
      description = {
        "Write the file as it is to the start of flash. Default: a file that is no program for an",
        "STM32 is refused."
      })
  boolean raw;

  @Option(
      names = "--mass-erase",
      description = {
        "If the pages of the part can't be erased one by one, erase ALL of its flash, including"
            + " your",
        "boot loader and settings. Default: such a part is refused."
      })
  boolean massErase;

  @Option(
      names = "--lift-readout-protection",
      description = {
        "If the part is protected against readout, remove the protection, which erases ALL of its"
            + " flash.",
        "Default: such a part is refused."
      })
  boolean liftReadoutProtection;

  FlashStm32Command(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    Matcher gpio = GPIO.matcher(bootControl);
    boolean byPins = gpio.matches();
    if (!byPins && !bootControl.equals("none") && !bootControl.equals("dtr-rts")) {
      throw wrongUsage(
          "--boot-control must be none, dtr-rts or gpio:BOOT0,RESET, not " + bootControl);
    }
    SerialSettings settings = settings(Parity.EVEN);
    FirmwareImage program = program(raw, Stm32Device.FLASH_START);
    try (SerialLink link = SerialLink.open(port, settings)) {
      if (!byPins) {
        try (BootControl boot =
            bootControl.equals("none") ? BootControl.none() : BootControl.controlLines(link)) {
          return flash(program, link, boot);
        }
      }
      try (Pi4jBoard board = Pi4jBoard.open();
          BootControl boot = pins(board, gpio)) {
        return flash(program, link, boot);
      }
    }
  }

  /** Opens the pins at the levels of a part that runs its program: BOOT0 low, reset released. */
  private static BootControl pins(Pi4jBoard board, Matcher gpio) throws IOException {
    boolean boot0Inverted = !gpio.group(1).isEmpty();
    boolean resetInverted = !gpio.group(3).isEmpty();
    var boot0 =
        board.output(Integer.parseInt(gpio.group(2)), boot0Inverted ? Level.HIGH : Level.LOW);
    var reset =
        board.output(Integer.parseInt(gpio.group(4)), resetInverted ? Level.LOW : Level.HIGH);
    return BootControl.gpio(
        boot0Inverted ? boot0.inverted() : boot0, resetInverted ? reset.inverted() : reset);
  }

  private Report flash(FirmwareImage program, SerialLink link, BootControl boot)
      throws IOException {
    Stm32Flasher flasher = new Stm32Flasher(link, boot);
    if (massErase) {
      flasher = flasher.allowing(Stm32Permission.MASS_ERASE);
    }
    if (liftReadoutProtection) {
      flasher = flasher.allowing(Stm32Permission.LIFT_READOUT_PROTECTION);
    }
    Stm32Flasher allowed = flasher;
    return report(
        listener -> dryRun ? allowed.preview(program, listener) : allowed.flash(program, listener));
  }
}
