package io.assetota.cli.operate;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets a release be rolled out again. */
@Command(
    name = "unblock",
    description = {
      "Lets a blocked release be rolled out again. Its rollouts have ended; start a new one."
    },
    footer = {"  asset-ota fleet unblock 12 --server http://localhost:8080 --token-file token"})
final class FleetUnblockCommand extends ReportingCommand {
  @Parameters(paramLabel = "RELEASE", description = "The number of the release.")
  long release;

  @Mixin OperatorOptions operator = new OperatorOptions();

  FleetUnblockCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    operator.open(this).fleet().unblock(release);
    return new Done(
        "Release " + release + " can be rolled out again.",
        new JsonObject().with("release", release).with("blocked", false));
  }
}
