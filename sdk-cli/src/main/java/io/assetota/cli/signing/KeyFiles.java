package io.assetota.cli.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.cli.files.InputFile;
import io.assetota.core.model.AssetException;
import io.assetota.core.release.Keyring;
import io.assetota.core.release.SignedKeyring;
import io.assetota.core.release.SigningKey;
import io.assetota.core.release.TrustedKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Loads the key and keyring files that the user named. */
public final class KeyFiles {
  /** A key in PEM format has some hundred bytes. */
  private static final int MAX_KEY = 64 * 1024;

  private KeyFiles() {}

  static List<SigningKey> loadPrivate(List<Path> files) throws IOException {
    List<SigningKey> keys = new ArrayList<>();
    for (Path file : files) {
      String text = read(file);
      try {
        keys.add(SigningKey.parse(text));
      } catch (AssetException e) {
        throw new InputFile(file).named(e);
      }
    }
    return keys;
  }

  public static List<TrustedKey> loadPublic(List<Path> files) throws IOException {
    List<TrustedKey> keys = new ArrayList<>();
    for (Path file : files) {
      String text = read(file);
      try {
        keys.add(TrustedKey.parse(text));
      } catch (AssetException e) {
        throw new InputFile(file).named(e);
      }
    }
    return keys;
  }

  /** Reads a key, also from a pipe, such as the output of a secret store. */
  private static String read(Path file) throws IOException {
    InputFile input = new InputFile(file);
    byte[] content = input.readBriefly(MAX_KEY + 1);
    if (content.length > MAX_KEY) {
      throw new AssetException(
          input.shown() + " is not a key: it has more than " + MAX_KEY + " bytes");
    }
    return new String(content, UTF_8);
  }

  /** Loads a keyring that its own keys have signed. */
  public static Keyring loadKeyring(Path file) throws IOException {
    new InputFile(file).requireFile();
    return Keyring.load(file);
  }

  /** Loads a keyring whose signatures may be incomplete. */
  static SignedKeyring loadUnverified(Path file) throws IOException {
    new InputFile(file).requireFile();
    return SignedKeyring.load(file);
  }

  /** Returns the ids of keys, for programs. */
  public static List<String> ids(List<TrustedKey> keys) {
    return keys.stream().map(TrustedKey::id).toList();
  }
}
