package io.assetota.cli.parts;

import io.assetota.cli.output.Console;
import io.assetota.handlers.io.SerialSettings.Parity;
import io.assetota.handlers.testkit.xmodem.XmodemEmulator;
import picocli.CommandLine.Command;

/** Emulates a part that receives XMODEM until it is stopped. */
@Command(
    name = "xmodem",
    description = {
      "Emulates a part with the menu of the Gecko boot loader at a pseudo-terminal, until Ctrl-C."
          + " After the choice 1, any sender of XMODEM with CRC can be its client, for example sx."
          + " Needs socat.",
      "Silence for a second and a half resets a part that runs its program."
    },
    footer = {
      "  asset-ota emulate xmodem --port /tmp/gecko",
      "  asset-ota flash-xmodem app.gbl --port /tmp/gecko --menu gecko"
    })
final class EmulateXmodemCommand extends EmulatePartCommand {
  EmulateXmodemCommand(Console console) {
    super(console);
  }

  @Override
  Emulated emulated() {
    XmodemEmulator part = new XmodemEmulator();
    Runnable resetProgram =
        () -> {
          if (part.programRuns()) {
            part.reset();
          }
        };
    return Emulated.of(
        "XMODEM receiver",
        Parity.NONE,
        new ResetWhenIdle(part, resetProgram),
        fault,
        part::reset,
        0x15);
  }
}
