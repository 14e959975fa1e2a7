package io.assetota.cli;

import io.assetota.bundle.signing.SigningKey;
import io.assetota.bundle.signing.TrustedKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Loads the keys that a user named. */
final class KeyFiles {
  private KeyFiles() {}

  static List<SigningKey> loadPrivate(List<Path> files) throws IOException {
    List<SigningKey> keys = new ArrayList<>();
    for (Path file : files) {
      keys.add(SigningKey.load(file));
    }
    return keys;
  }

  static List<TrustedKey> loadPublic(List<Path> files) throws IOException {
    List<TrustedKey> keys = new ArrayList<>();
    for (Path file : files) {
      keys.add(TrustedKey.load(file));
    }
    return keys;
  }

  /** What programs know keys by. */
  static List<String> ids(List<TrustedKey> keys) {
    return keys.stream().map(TrustedKey::id).toList();
  }
}
