package io.assetota.cli.operate;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes a new password for an operator. */
@Command(
    name = "password",
    description = {
      "Lets the server make a new password for an operator, and prints it, only this once.",
      "The old one and the sessions of the operator end."
    },
    footer = {
      "  asset-ota operator password alice --server http://localhost:8080 \\",
      "      --token-file token"
    })
final class OperatorPasswordCommand extends ReportingCommand {
  @Parameters(paramLabel = "NAME", description = "The name of the operator.")
  String name = "";

  @Mixin OperatorOptions operator = new OperatorOptions();

  OperatorPasswordCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    String password = operator.open(this).accounts().makePassword(name);
    return new Done(
        "The password of " + name + ", shown only once: " + password,
        new JsonObject().with("name", name).with("password", password));
  }
}
