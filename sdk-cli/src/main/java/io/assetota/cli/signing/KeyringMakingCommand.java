package io.assetota.cli.signing;

import io.assetota.bundle.signing.Moment;
import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.files.OutputFile;
import io.assetota.cli.option.TimeOption;
import io.assetota.cli.output.Console;
import io.assetota.core.release.KeyRole;
import io.assetota.core.release.Keyring;
import io.assetota.core.release.SignedKeyring;
import io.assetota.core.release.TrustedKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The base of the commands that create a keyring. */
abstract class KeyringMakingCommand extends ReportingCommand {
  @Option(
      names = "--key",
      paramLabel = "PUB",
      description = "A public key that may sign releases; can be repeated.")
  List<Path> keys = List.of();

  @Option(
      names = "--threshold",
      paramLabel = "N",
      description = "How many of these keys must sign. Default: 1, or as before.")
  @Nullable Integer threshold;

  @Option(
      names = "--keyring-key",
      paramLabel = "PUB",
      description = "A public key that may change the keyring. Default: the release keys.")
  List<Path> keyringKeys = List.of();

  @Option(
      names = "--keyring-threshold",
      paramLabel = "N",
      description = "How many of these keys must sign. Default: 1, or as before.")
  @Nullable Integer keyringThreshold;

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      converter = TimeOption.class,
      description = "Expiry date, or the time from now, for example 365d. Default: never.")
  @Nullable Moment expires;

  @Option(
      names = "--sign-with",
      paramLabel = "KEY",
      description = "A private key to sign with; can be repeated. 'keyring sign' adds more later.")
  List<Path> signers = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The file to write; - for standard output. Default: keyring-VERSION.json here.")
  @Nullable Path output;

  KeyringMakingCommand(Console console) {
    super(console);
  }

  /** Returns the keys of a role: what the user gave, or else the previous ones. */
  final KeyRole role(@Nullable KeyRole before, List<Path> files, @Nullable Integer count)
      throws IOException {
    List<TrustedKey> trusted =
        files.isEmpty() && before != null ? before.keys() : KeyFiles.loadPublic(files);
    int usual = before == null ? 1 : before.threshold();
    try {
      return new KeyRole(count == null ? usual : count, trusted);
    } catch (IllegalArgumentException e) {
      throw wrongUsage(String.valueOf(e.getMessage()));
    }
  }

  final Optional<Instant> expiry() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return Optional.ofNullable(expires).map(e -> e.after(now));
  }

  final SignedKeyring signed(Keyring keyring) throws IOException {
    return SignedKeyring.sign(keyring, KeyFiles.loadPrivate(signers));
  }

  /** Returns the file to write; checked before anything is signed. */
  final OutputFile target(Keyring keyring) throws IOException {
    String name = "keyring-" + keyring.version() + ".json";
    return OutputFile.of(output, name, this::dataOutput).check();
  }
}
