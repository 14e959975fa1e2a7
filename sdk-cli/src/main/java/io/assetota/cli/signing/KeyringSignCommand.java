package io.assetota.cli.signing;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.files.OutputFile;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Report;
import io.assetota.core.release.Keyring;
import io.assetota.core.release.SignedKeyring;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds signatures to a keyring. */
@Command(
    name = "sign",
    description = {
      "Adds signatures to a keyring file, when several people must sign.",
      "Check its content first: 'asset-ota keyring show'."
    },
    footer = {
      "  asset-ota keyring sign keyring-1.json --sign-with bob.key",
      "  asset-ota keyring sign keyring-2.json --sign-with bob.key \\",
      "      --after keyring-1.json"
    })
final class KeyringSignCommand extends ReportingCommand {
  @Parameters(paramLabel = "KEYRING", description = "The keyring.")
  Path file = Path.of("");

  @Option(
      names = "--sign-with",
      paramLabel = "KEY",
      required = true,
      description = "A private key to sign with; can be repeated.")
  List<Path> signers = List.of();

  @Option(
      names = "--after",
      paramLabel = "KEYRING",
      description = "The previous keyring, to check whether enough of its keys have signed.")
  @Nullable Path after;

  KeyringSignCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    Optional<Keyring> before =
        after == null ? Optional.empty() : Optional.of(KeyFiles.loadKeyring(after));
    SignedKeyring signed =
        KeyFiles.loadUnverified(file).withSignatures(KeyFiles.loadPrivate(signers));
    OutputFile target = OutputFile.of(file, "", this::dataOutput);
    return KeyringReport.write(target, signed, before);
  }
}
