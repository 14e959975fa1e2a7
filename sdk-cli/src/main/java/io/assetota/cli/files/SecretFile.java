package io.assetota.cli.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.cli.command.Subcommand;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file with a password or token in its first line, which other users of the machine can't see, in
 * contrast to a command line. No message quotes its content.
 */
public final class SecretFile {
  private static final int MAX_LENGTH = 4096;

  private SecretFile() {}

  public static String read(Path file) throws IOException {
    InputFile input = new InputFile(file);
    byte[] bytes = input.readBriefly(MAX_LENGTH + 1);
    if (bytes.length > MAX_LENGTH) {
      throw new AssetException(
          input.shown()
              + " does not contain a password or token: it has more than "
              + MAX_LENGTH
              + " bytes");
    }
    String secret = trimmed(trimmed(new String(bytes, UTF_8)).lines().findFirst().orElse(""));
    requireText(secret, input.shown());
    return secret;
  }

  /** Removes blanks, line ends and a byte order mark around a secret. */
  public static String trimmed(String secret) {
    String text = secret.strip();
    return text.startsWith("\uFEFF") ? text.substring(1).strip() : text;
  }

  /**
   * Returns a secret from an option, a file, or the environment, in this order.
   *
   * @param option the option's name; the one for the file has {@code -file} appended
   * @param variable the environment variable
   */
  public static String choose(
      Subcommand command,
      String option,
      @Nullable String value,
      @Nullable Path file,
      String variable)
      throws IOException {
    if (value != null && file != null) {
      throw command.wrongUsage("give either " + option + " or " + option + "-file");
    }
    if (value != null) {
      return checked(command, option, value);
    }
    if (file != null) {
      return read(file);
    }
    String found = command.environment().get(variable);
    if (found == null) {
      throw command.wrongUsage("give " + option + "-file or " + option + ", or set " + variable);
    }
    return checked(command, variable, found);
  }

  /**
   * Trims a secret that the user gave.
   *
   * @param where the option or variable that it comes from
   * @throws picocli.CommandLine.ParameterException if it is empty, too long, or contains control
   *     characters
   */
  public static String checked(Subcommand command, String where, String secret) {
    String text = trimmed(secret);
    try {
      requireText(text, where);
    } catch (AssetException e) {
      throw command.wrongUsage(String.valueOf(e.getMessage()));
    }
    return text;
  }

  /** Refuses what can be no secret, without quoting it. */
  private static void requireText(String secret, String where) throws AssetException {
    if (secret.isEmpty()) {
      throw new AssetException(where + " is empty: expected a password or token");
    }
    if (secret.length() > MAX_LENGTH) {
      throw new AssetException(where + " has more than " + MAX_LENGTH + " characters");
    }
    for (int i = 0; i < secret.length(); i++) {
      if (Character.isISOControl(secret.charAt(i)) || secret.charAt(i) == '\uFFFD') {
        throw new AssetException(
            where
                + ": character "
                + (i + 1)
                + " is a control character or not UTF-8; copy the password or token again");
      }
    }
  }

  /**
   * Refuses a token that an HTTP header can't carry.
   *
   * @return the token
   */
  public static String requireToken(String token) throws AssetException {
    for (int i = 0; i < token.length(); i++) {
      if (token.charAt(i) <= ' ' || token.charAt(i) >= 0x7f) {
        throw new AssetException(
            "character "
                + (i + 1)
                + " of the token is not allowed: a token has visible ASCII characters only; copy it"
                + " again");
      }
    }
    return token;
  }
}
