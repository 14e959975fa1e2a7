package io.assetota.cli.operate;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keeps a release from all devices. */
@Command(
    name = "block",
    description = {
      "Blocks a release: its rollouts end, devices that have begun are asked to stop, and nobody"
          + " gets it any more.",
      "Devices that have it keep it."
    },
    footer = {
      "  asset-ota fleet block 12 --reason \"drains batteries\" \\",
      "      --server http://localhost:8080 --token-file token"
    })
final class FleetBlockCommand extends ReportingCommand {
  @Parameters(
      paramLabel = "RELEASE",
      description = "The number of the release; 'asset-ota fleet releases' lists them.")
  long release;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why, for people.")
  String reason = "";

  @Mixin OperatorOptions operator = new OperatorOptions();

  FleetBlockCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    if (reason.isBlank()) {
      throw wrongUsage("--reason is empty");
    }
    operator.open(this).fleet().block(release, reason);
    return new Done(
        "Release " + release + " is blocked.",
        new JsonObject().with("release", release).with("blocked", true));
  }
}
