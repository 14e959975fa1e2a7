package io.assetota.cli.operate;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.ota.operator.OperatorAccounts;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes or revokes a token of an operator. */
@Command(
    name = "token",
    description = {
      "Makes a token for an operator, and prints it, only this once; or revokes one.",
      "A token may do what its operator may."
    },
    footer = {
      "  asset-ota operator token ci --name build --server http://localhost:8080 \\",
      "      --token-file token",
      "  asset-ota operator token ci --revoke 7 --server http://localhost:8080 \\",
      "      --token-file token"
    })
final class OperatorTokenCommand extends ReportingCommand {
  @Parameters(paramLabel = "NAME", description = "The name of the operator.")
  String name = "";

  @ArgGroup(multiplicity = "1")
  What what = new What();

  /** What to do. */
  static final class What {
    @Option(names = "--name", paramLabel = "NAME", description = "Make one, which is called this.")
    @Nullable String tokenName;

    @Option(names = "--revoke", paramLabel = "N", description = "Revoke the one with this number.")
    @Nullable Long revoke;
  }

  @Mixin OperatorOptions operator = new OperatorOptions();

  OperatorTokenCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    OperatorAccounts accounts = operator.open(this).accounts();
    if (what.revoke != null) {
      accounts.revoke(name, what.revoke);
      return new Done(
          "Revoked token " + what.revoke + " of " + name + ".",
          new JsonObject().with("name", name).with("revoked", what.revoke));
    }
    String token = accounts.makeToken(name, what.tokenName == null ? "" : what.tokenName);
    return new Done(
        "The new token of " + name + ", shown only once: " + token,
        new JsonObject().with("name", name).with("token", token));
  }
}
