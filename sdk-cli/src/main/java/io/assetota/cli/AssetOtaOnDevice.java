package io.assetota.cli;

import io.assetota.cli.command.CommandGroup;
import java.util.List;
import picocli.CommandLine.Command;

/** The command with what a device needs of it. */
@Command(
    description = "Installs, runs and updates an application and its assets on this device.",
    footer = {
      "  asset-ota flash bundle.zip --home /var/lib/kiosk  install a bundle",
      "  asset-ota run --home /var/lib/kiosk               run what is installed",
      "  asset-ota device --home /var/lib/kiosk            see what is installed",
      "",
      "Run 'asset-ota COMMAND --help' for the options of a command.",
      "Exit codes: 0 success, 1 failure, 2 wrong usage."
    })
final class AssetOtaOnDevice extends RootCommand {
  AssetOtaOnDevice(List<CommandGroup> groups) {
    super(groups);
  }
}
