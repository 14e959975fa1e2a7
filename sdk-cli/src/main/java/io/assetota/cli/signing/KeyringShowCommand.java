package io.assetota.cli.signing;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Report;
import io.assetota.core.release.Keyring;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a keyring. */
@Command(
    name = "show",
    description = {
      "Shows a keyring, and whether it has all required signatures.",
      "The exit code is 1 if signatures are missing."
    },
    footer = {
      "  asset-ota keyring show keyring-1.json",
      "  asset-ota keyring show keyring-2.json --after keyring-1.json"
    })
final class KeyringShowCommand extends ReportingCommand {
  @Parameters(paramLabel = "KEYRING", description = "The keyring.")
  Path file = Path.of("");

  @Option(
      names = "--after",
      paramLabel = "KEYRING",
      description = "The previous keyring, whose keys must have signed, too.")
  @Nullable Path after;

  KeyringShowCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    Optional<Keyring> before =
        after == null ? Optional.empty() : Optional.of(KeyFiles.loadKeyring(after));
    return KeyringReport.of(file, KeyFiles.loadUnverified(file), before).requiringSignatures();
  }
}
