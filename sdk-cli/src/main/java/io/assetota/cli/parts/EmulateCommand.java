package io.assetota.cli.parts;

import io.assetota.cli.command.Subcommand;
import io.assetota.cli.output.Console;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;

/** Groups the emulators. */
@Command(
    name = "emulate",
    description = "Emulates a part at a serial port, to try things without hardware.",
    footer = {
      "  asset-ota emulate stm32 --port /tmp/stm32",
      "  asset-ota emulate avr --port /tmp/uno"
    })
final class EmulateCommand extends Subcommand {
  EmulateCommand(Console console) {
    super(console);
  }

  @Override
  public List<Subcommand> children() {
    return List.of(
        new EmulateStm32Command(console),
        new EmulateEsp32Command(console),
        new EmulateAvrCommand(console),
        new EmulateXmodemCommand(console),
        new EmulateSmpCommand(console));
  }

  @Override
  public Integer call() throws IOException {
    throw missingCommand(spec);
  }
}
