package io.assetota.cli.operate;

import io.assetota.cli.command.Subcommand;
import io.assetota.cli.output.Console;
import java.util.List;
import picocli.CommandLine.Command;

/** Groups the commands for operators of an update server. */
@Command(
    name = "operator",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Shows and changes who may use an update server (asset-ota serve), and shows what they did.",
      "The server may be running: these commands use its API, with the token of an administrator."
    },
    footer = {
      "  asset-ota operator add alice --role rollout --server http://localhost:8080 \\",
      "      --token-file token",
      "  asset-ota operator token ci --name build --server http://localhost:8080 \\",
      "      --token-file token",
      "  asset-ota operator audit --operator alice --server http://localhost:8080 \\",
      "      --token-file token"
    })
public final class OperatorCommand extends Subcommand {
  /** Makes the command. */
  public OperatorCommand(Console console) {
    super(console);
  }

  @Override
  public List<Subcommand> children() {
    return List.of(
        new OperatorListCommand(console),
        new OperatorAddCommand(console),
        new OperatorRoleCommand(console),
        new OperatorPasswordCommand(console),
        new OperatorTokenCommand(console),
        new OperatorRemoveCommand(console),
        new OperatorAuditCommand(console));
  }

  @Override
  public Integer call() {
    throw missingCommand(spec);
  }
}
