package io.assetota.cli.operate;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.ota.operator.FleetApi.Change;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Changes a rollout that is under way. */
abstract class ChangeRolloutCommand extends ReportingCommand {
  @Parameters(paramLabel = "ROLLOUT", description = "The number of the rollout.")
  long rollout;

  @Mixin OperatorOptions operator = new OperatorOptions();

  private final Change change;
  private final String done;

  ChangeRolloutCommand(Console console, Change change, String done) {
    super(console);
    this.change = change;
    this.done = done;
  }

  @Override
  protected Report report() throws IOException {
    operator.open(this).fleet().change(rollout, change);
    return new Done(
        "Rollout " + rollout + " " + done + ".",
        new JsonObject().with("rollout", rollout).with("change", change));
  }
}
