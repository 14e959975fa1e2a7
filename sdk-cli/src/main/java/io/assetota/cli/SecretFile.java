package io.assetota.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.AssetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file with a password in its first line: on a command line everybody on the machine could see
 * it.
 */
final class SecretFile {
  private static final int MAX_LENGTH = 4096;

  private SecretFile() {}

  static String read(Path file) throws IOException {
    new InputFile(file).requireFile();
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_LENGTH + 1);
    }
    String secret = new String(bytes, UTF_8).lines().findFirst().orElse("");
    if (bytes.length > MAX_LENGTH || secret.isEmpty()) {
      throw new AssetException(file + " has no password in its first line");
    }
    return secret;
  }
}
