package io.assetota.cli.signing;

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

/** What the commands that make a keyring share. */
abstract class KeyringMakingCommand extends ReportingCommand {
  @Option(
      names = "--key",
      paramLabel = "PUB",
      description = "A public key that may sign releases; once for each.")
  List<Path> keys = List.of();

  @Option(names = "--threshold", paramLabel = "N", description = "How many of them have to sign.")
  @Nullable Integer threshold;

  @Option(
      names = "--keyring-key",
      paramLabel = "PUB",
      description = "A public key that may change the keyring, if these are others.")
  List<Path> keyringKeys = List.of();

  @Option(
      names = "--keyring-threshold",
      paramLabel = "N",
      description = "How many of these have to sign.")
  @Nullable Integer keyringThreshold;

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      converter = TimeOption.class,
      description = "When devices need a newer one: 365d from now, or a date. Usually never.")
  TimeOption.@Nullable Moment expires;

  @Option(
      names = "--sign-with",
      paramLabel = "KEY",
      description = "A private key to sign with; 'keyring sign' adds those of others.")
  List<Path> signers = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where the keyring goes. Usually keyring-VERSION.json in this folder.")
  @Nullable Path output;

  KeyringMakingCommand(Console console) {
    super(console);
  }

  /** The keys of a role: what the user says, and else what it was. */
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

  /** Where it goes; checked before anything is signed. */
  final Path target(Keyring keyring) throws IOException {
    return OutputFile.of(output, "keyring-" + keyring.version() + ".json").check().path();
  }
}
