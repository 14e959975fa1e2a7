package io.assetota.cli.operate;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.ota.operator.OperatorAccounts;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds an operator. */
@Command(
    name = "add",
    description = {
      "Adds an operator, and prints the password that the server makes for it, only this once.",
      "With --no-password it gets none: give it tokens."
    },
    footer = {
      "  asset-ota operator add alice --role rollout --server http://localhost:8080 \\",
      "      --token-file token"
    })
final class OperatorAddCommand extends ReportingCommand {
  @Parameters(paramLabel = "NAME", description = "The name of the operator.")
  String name = "";

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      required = true,
      description = "What it may do: read, rollout or administer.")
  String role = "";

  @Option(names = "--no-password", description = "Make no password: the operator is a program.")
  boolean noPassword;

  @Mixin OperatorOptions operator = new OperatorOptions();

  OperatorAddCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    OperatorAccounts accounts = operator.open(this).accounts();
    accounts.add(name, role);
    if (noPassword) {
      return new Done(
          "Added " + name + " with the role " + role + ".",
          new JsonObject().with("name", name).with("role", role));
    }
    String password = accounts.makePassword(name);
    return new Done(
        "Added " + name + " with the role " + role + ". Its password, shown only once: " + password,
        new JsonObject().with("name", name).with("role", role).with("password", password));
  }
}
