package io.assetota.cli.author;

import io.assetota.cli.command.Subcommand;
import io.assetota.cli.output.Console;
import java.util.List;
import picocli.CommandLine.Command;

/** Groups the commands for the list of assets in an application. */
@Command(
    name = "assets",
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows or removes the list of assets in an application.",
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
