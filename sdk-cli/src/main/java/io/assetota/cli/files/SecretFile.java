package io.assetota.cli.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.cli.command.Subcommand;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file with a password in its first line: on a command line everybody on the machine could see
 * it. No message tells anything of what is in it.
 */
public final class SecretFile {
  private static final int MAX_LENGTH = 4096;

  private SecretFile() {}

  public static String read(Path file) throws IOException {
    InputFile input = new InputFile(file);
    byte[] bytes = input.readBriefly(MAX_LENGTH + 1);
    if (bytes.length > MAX_LENGTH) {
      throw new AssetException(
          input.shown() + " is no file with a password: it has more than " + MAX_LENGTH + " bytes");
    }
    String secret = trimmed(trimmed(new String(bytes, UTF_8)).lines().findFirst().orElse(""));
    requireText(secret, input.shown());
    return secret;
  }

  /** Takes away what an editor or a copy leaves around a secret: blanks, line ends, a BOM. */
  public static String trimmed(String secret) {
    String text = secret.strip();
    return text.startsWith("\uFEFF") ? text.substring(1).strip() : text;
  }

  /**
   * Finds a secret that is an option, is in a file, or else is in the environment.
   *
   * @param option the option's name; with {@code -file} it takes the file
   * @param variable the name in the environment
   */
  public static String choose(
      Subcommand command,
      String option,
      @Nullable String value,
      @Nullable Path file,
      String variable)
      throws IOException {
    if (value != null && file != null) {
      throw command.wrongUsage("give " + option + " or " + option + "-file, not both");
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
   * @param where the option or variable that has it
   * @throws picocli.CommandLine.ParameterException if nothing of it is left, or it can't be one
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

  /** Refuses one that nobody can have meant; what it says has to be harmless. */
  private static void requireText(String secret, String where) throws AssetException {
    if (secret.isEmpty()) {
      throw new AssetException(where + " is empty: a password or token was expected");
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
   * Refuses a token that can't be sent in a header.
   *
   * @return the token
   */
  public static String requireToken(String token) throws AssetException {
    for (int i = 0; i < token.length(); i++) {
      if (token.charAt(i) <= ' ' || token.charAt(i) >= 0x7f) {
        throw new AssetException(
            "character "
                + (i + 1)
                + " of the token is none that a token can have: these are the visible ones of"
                + " ASCII; copy the token again");
      }
    }
    return token;
  }
}
