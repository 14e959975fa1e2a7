package io.assetota.cli.operate;

import io.assetota.cli.output.Console;
import io.assetota.ota.operator.FleetApi.Change;
import picocli.CommandLine.Command;

/** Ends a rollout. */
@Command(
    name = "cancel",
    description = {
      "Ends a rollout: devices that have not begun never will, and others are asked to stop."
    },
    footer = {"  asset-ota fleet cancel 7 --server http://localhost:8080 --token-file token"})
final class FleetCancelCommand extends ChangeRolloutCommand {
  FleetCancelCommand(Console console) {
    super(console, Change.CANCEL, "is cancelled");
  }
}
