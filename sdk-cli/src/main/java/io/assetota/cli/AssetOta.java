package io.assetota.cli;

import io.assetota.cli.command.CommandGroup;
import java.util.List;
import picocli.CommandLine.Command;

/** The command with all of its commands. */
@Command(
    description = "Puts an application and its assets into one bundle, and delivers it to devices.",
    footer = {
      "  asset-ota demo                                    see what it does",
      "  asset-ota bundle app.bin --assets assets          create a bundle",
      "  asset-ota flash bundle.zip --home /var/lib/kiosk  install it on this machine",
      "",
      "Run 'asset-ota COMMAND --help' for the options of a command.",
      "Exit codes: 0 success, 1 failure, 2 wrong usage."
    })
final class AssetOta extends RootCommand {
  AssetOta(List<CommandGroup> groups) {
    super(groups);
  }
}
