package io.assetota.cli.operate;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Table;
import io.assetota.core.model.Printable;
import io.assetota.ota.operator.OperatorAccounts.Operator;
import io.assetota.ota.operator.OperatorAccounts.Token;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the operators. */
@Command(
    name = "list",
    description = "Lists the operators with their roles and their tokens.",
    footer = {
      "  asset-ota operator list --server http://localhost:8080 \\",
      "      --token-file token"
    })
final class OperatorListCommand extends ReportingCommand {
  @Mixin OperatorOptions operator = new OperatorOptions();

  OperatorListCommand(Console console) {
    super(console);
  }

  private record Operators(List<Operator> operators) implements Report {
    @Override
    public void print(Console console) {
      Table table = new Table("operator", "role", "password", "tokens");
      for (Operator operator : operators) {
        table.row(
            Printable.line(operator.name()),
            Printable.line(operator.role()),
            operator.hasPassword() ? "yes" : "no",
            operator.tokens().stream()
                .map(token -> token.id() + " " + Printable.line(token.name()))
                .collect(Collectors.joining(", ")));
      }
      table.print(console);
    }

    @Override
    public JsonObject toJson() {
      return new JsonObject().with("operators", operators.stream().map(Operators::json).toList());
    }

    private static JsonObject json(Operator operator) {
      return new JsonObject()
          .with("name", operator.name())
          .with("role", operator.role())
          .with("hasPassword", operator.hasPassword())
          .with("tokens", operator.tokens().stream().map(Operators::json).toList());
    }

    private static JsonObject json(Token token) {
      return new JsonObject().with("id", token.id()).with("name", token.name());
    }
  }

  @Override
  protected Report report() throws IOException {
    return new Operators(operator.open(this).accounts().list());
  }
}
