package io.assetota.cli.parts;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Report;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.coprocessor.xmodem.XmodemFlasher;
import io.assetota.handlers.coprocessor.xmodem.XmodemMenu;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.io.SerialSettings.Parity;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends a file to a boot loader that receives XMODEM. */
@Command(
    name = "flash-xmodem",
    description = {
      "Sends a file as it is to a boot loader that receives XMODEM with CRC, such as"
          + " the Gecko boot loader of Silicon Labs.",
      "XMODEM can't read back: with --menu gecko, the boot loader checks the file and"
          + " reports it; otherwise only the transfer is verified."
    },
    footer = {
      "  asset-ota flash-xmodem app.gbl --port /dev/ttyUSB0 --menu gecko",
      "  asset-ota flash-xmodem app.bin --port /dev/serial0 --boot-control gpio:17,27"
    })
final class FlashXmodemCommand extends FlashPartCommand {
  @Mixin BootOption boot = new BootOption();

  @Option(
      names = "--menu",
      paramLabel = "none|gecko",
      description = "The menu of the boot loader in front of the transfer. Default: none.")
  Menu menu = Menu.NONE;

  /** The menus that there are. */
  enum Menu {
    NONE,
    GECKO
  }

  FlashXmodemCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    return work(Parity.NONE, boot, in -> FirmwareImage.readRaw(in, 0), this::send);
  }

  private Report send(FirmwareImage file, SerialLink link, BootControl control) throws IOException {
    XmodemFlasher plain = new XmodemFlasher(link, control, MonotonicClock.system());
    XmodemFlasher flasher = menu == Menu.GECKO ? plain.withMenu(XmodemMenu.GECKO) : plain;
    return report(file, flasher, link, null);
  }
}
