package io.assetota.cli.operate;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.ota.operator.RolloutOutcome;
import io.assetota.ota.operator.RolloutOutcome.End;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Waits until a rollout is done. */
@Command(
    name = "wait",
    description = {
      "Waits until a rollout is done, and shows how far it is.",
      "Exit code 1 if it halts, ends otherwise, or no device succeeds; with the reasons."
    },
    footer = {
      "  asset-ota fleet wait 7 --server http://localhost:8080 --token-file token \\",
      "      --wait-timeout 2h"
    })
final class FleetWaitCommand extends ReportingCommand {
  @Parameters(paramLabel = "ROLLOUT", description = "The number of the rollout.")
  long rollout;

  @Mixin OperatorOptions operator = new OperatorOptions();

  @Mixin PatienceOptions patience = new PatienceOptions();

  FleetWaitCommand(Console console) {
    super(console);
  }

  private record Ended(long rollout, RolloutOutcome outcome) implements Report {
    @Override
    public boolean isGood() {
      return outcome.end() == End.DONE;
    }

    @Override
    public void print(Console console) {
      RolloutOutcomeView.print(outcome, console);
    }

    @Override
    public JsonObject toJson() {
      return new JsonObject()
          .with("rollout", rollout)
          .with("outcome", RolloutOutcomeView.json(outcome));
    }
  }

  @Override
  protected Report report() throws IOException {
    return new Ended(rollout, patience.follow(console, operator.open(this), rollout));
  }
}
