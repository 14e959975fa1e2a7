package io.assetota.cli.operate;

import io.assetota.cli.command.Subcommand;
import io.assetota.cli.output.Console;
import java.util.List;
import picocli.CommandLine.Command;

/** Groups the commands for what an operator does with a fleet. */
@Command(
    name = "fleet",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Shows and changes what an update server (asset-ota serve) does: rollouts under way,"
          + " releases, tags and selections of devices."
    },
    footer = {
      "  asset-ota fleet rollouts --server http://localhost:8080 --token-file token",
      "  asset-ota fleet resume 7 --server http://localhost:8080 --token-file token",
      "  asset-ota fleet tag gw-1 gw-2 --add lab --server http://localhost:8080 \\",
      "      --token-file token"
    })
public final class FleetCommand extends Subcommand {
  /** Makes the command. */
  public FleetCommand(Console console) {
    super(console);
  }

  @Override
  public List<Subcommand> children() {
    return List.of(
        new FleetRolloutsCommand(console),
        new FleetWaitCommand(console),
        new FleetPauseCommand(console),
        new FleetResumeCommand(console),
        new FleetCancelCommand(console),
        new FleetReleasesCommand(console),
        new FleetBlockCommand(console),
        new FleetUnblockCommand(console),
        new FleetTagCommand(console),
        new FleetSelectCommand(console));
  }

  @Override
  public Integer call() {
    throw missingCommand(spec);
  }
}
