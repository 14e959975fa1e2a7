package io.assetota.cli.operate;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives an operator another role. */
@Command(
    name = "role",
    description = {"Gives an operator another role, which counts at once."},
    footer = {
      "  asset-ota operator role alice administer --server http://localhost:8080 \\",
      "      --token-file token"
    })
final class OperatorRoleCommand extends ReportingCommand {
  @Parameters(paramLabel = "NAME", description = "The name of the operator.")
  String name = "";

  @Parameters(paramLabel = "ROLE", description = "What it may do: read, rollout or administer.")
  String role = "";

  @Mixin OperatorOptions operator = new OperatorOptions();

  OperatorRoleCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    operator.open(this).accounts().change(name, role);
    return new Done(
        name + " has the role " + role + " now.",
        new JsonObject().with("name", name).with("role", role));
  }
}
