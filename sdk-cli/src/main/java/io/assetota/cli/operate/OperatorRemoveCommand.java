package io.assetota.cli.operate;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Removes an operator. */
@Command(
    name = "remove",
    description = {
      "Removes an operator. Its sessions and tokens end at once; what it did stays in the trail."
    },
    footer = {
      "  asset-ota operator remove alice --server http://localhost:8080 \\",
      "      --token-file token"
    })
final class OperatorRemoveCommand extends ReportingCommand {
  @Parameters(paramLabel = "NAME", description = "The name of the operator.")
  String name = "";

  @Mixin OperatorOptions operator = new OperatorOptions();

  OperatorRemoveCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    operator.open(this).accounts().remove(name);
    return new Done("Removed " + name + ".", new JsonObject().with("name", name));
  }
}
