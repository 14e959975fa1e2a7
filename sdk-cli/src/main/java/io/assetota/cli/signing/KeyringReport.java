package io.assetota.cli.signing;

import io.assetota.cli.files.OutputFile;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Facts;
import io.assetota.cli.output.Fragments;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.core.release.KeyRole;
import io.assetota.core.release.Keyring;
import io.assetota.core.release.SignedKeyring;
import io.assetota.core.release.TrustException;
import io.assetota.core.release.TrustProblem;
import io.assetota.core.release.TrustedKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A keyring, and whether devices accept it.
 *
 * @param file where it is
 * @param keyring its content
 * @param problems why devices don't accept it; empty if all signatures are there
 * @param isGood false if signatures are missing and the command requires them
 */
record KeyringReport(Path file, Keyring keyring, List<TrustProblem> problems, boolean isGood)
    implements Report {

  /** Checks a keyring that was written, as the successor of another one if there is one. */
  static KeyringReport of(Path file, SignedKeyring signed, Optional<Keyring> before)
      throws IOException {
    return new KeyringReport(file, signed.unverified(), problems(file, signed, before), true);
  }

  /** Writes a keyring, and checks what was written. */
  static KeyringReport write(OutputFile target, SignedKeyring signed, Optional<Keyring> before)
      throws IOException {
    KeyringReport written =
        target.make(
            file -> {
              signed.writeTo(file);
              return of(file, signed, before);
            });
    return new KeyringReport(target.path(), written.keyring, written.problems, written.isGood);
  }

  private static List<TrustProblem> problems(
      Path file, SignedKeyring signed, Optional<Keyring> before) throws IOException {
    try {
      if (before.isEmpty()) {
        KeyFiles.loadKeyring(file);
      } else if (!before.get().follow(List.of(signed)).equals(signed.unverified())) {
        return List.of(
            new TrustProblem(
                TrustProblem.Kind.KEYRING,
                "keyring version "
                    + signed.unverified().version()
                    + " does not follow version "
                    + before.get().version()));
      }
      return List.of();
    } catch (TrustException e) {
      return e.problems();
    }
  }

  /** Returns the same report, which is bad if signatures are missing. */
  KeyringReport requiringSignatures() {
    return new KeyringReport(file, keyring, problems, problems.isEmpty());
  }

  @Override
  public void print(Console console) {
    Facts facts =
        new Facts()
            .with("file", file)
            .with("product", keyring.product())
            .with("version", keyring.version())
            .with("expires", keyring.expires().map(Object::toString).orElse("never"));
    if (keyring.keyringRole().equals(keyring.releaseRole())) {
      facts.with("keys", role(keyring.releaseRole()));
    } else {
      facts
          .with("release keys", role(keyring.releaseRole()))
          .with("keyring keys", role(keyring.keyringRole()));
    }
    console.line("Keyring, " + (problems.isEmpty() ? "signed" : "signatures are missing"));
    facts.print(console);
    problems.forEach(p -> console.warn(p + "\n'asset-ota keyring sign' adds signatures"));
  }

  private static String role(KeyRole role) {
    return role.threshold()
        + " of "
        + role.keys().stream().map(TrustedKey::toString).collect(Collectors.joining(", "));
  }

  @Override
  public JsonObject toJson() {
    return new JsonObject()
        .with("file", file)
        .with("product", keyring.product())
        .with("version", keyring.version())
        .with("expires", keyring.expires())
        .with("releaseRole", roleJson(keyring.releaseRole()))
        .with("keyringRole", roleJson(keyring.keyringRole()))
        .with("signed", problems.isEmpty())
        .with("problems", problems.stream().map(Fragments::problemJson).toList());
  }

  private static JsonObject roleJson(KeyRole role) {
    return new JsonObject()
        .with("threshold", role.threshold())
        .with("keys", KeyFiles.ids(role.keys()));
  }
}
