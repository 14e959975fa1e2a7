package io.assetota.cli.author;

import io.assetota.cli.command.Subcommand;
import io.assetota.cli.output.Console;
import java.util.List;
import picocli.CommandLine.Command;

/** Groups the commands for an application's list of assets. */
@Command(
    name = "assets",
    synopsisSubcommandLabel = "COMMAND",
    description = "Looks at, or removes, the list of assets that an application carries.",
    footer = {"  asset-ota assets list app.bin", "  asset-ota assets strip app.bin -o bare.bin"})
final class AssetsCommand extends Subcommand {
  AssetsCommand(Console console) {
    super(console);
  }

  @Override
  public List<Subcommand> children() {
    return List.of(new AssetsListCommand(console), new AssetsStripCommand(console));
  }

  @Override
  public Integer call() {
    throw missingCommand(spec);
  }
}
