package io.assetota.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.AssetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

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

  /**
   * Finds a secret that is an option, is in a file, or else is in the environment.
   *
   * @param option the option's name; with {@code -file} it takes the file
   * @param variable the name in the environment
   */
  static String choose(
      Subcommand command,
      String option,
      @Nullable String value,
      @Nullable Path file,
      String variable)
      throws IOException {
    if (value != null && file != null) {
      throw command.wrongUsage("give " + option + " or " + option + "-file, not both");
    }
    if (file != null) {
      return read(file);
    }
    String secret = value != null ? value : System.getenv(variable);
    if (secret == null) {
      throw command.wrongUsage("give " + option + "-file or " + option + ", or set " + variable);
    }
    return secret;
  }
}
