package io.assetota.cli.operate;

import io.assetota.cli.output.Console;
import io.assetota.ota.operator.FleetApi.Change;
import picocli.CommandLine.Command;

/** Lets a rollout go on. */
@Command(
    name = "resume",
    description = {
      "Lets a rollout go on that is paused or has halted. Failures until now don't count any more."
    },
    footer = {"  asset-ota fleet resume 7 --server http://localhost:8080 --token-file token"})
final class FleetResumeCommand extends ChangeRolloutCommand {
  FleetResumeCommand(Console console) {
    super(console, Change.RESUME, "goes on");
  }
}
