package io.assetota.cli.files;

import io.assetota.cli.command.Subcommand;
import io.assetota.core.files.SecretText;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file with a password or token in its first line, which other users of the machine can't see, in
 * contrast to a command line. No message quotes its content.
 */
public final class SecretFile {
  private SecretFile() {}

  public static String read(Path file) throws IOException {
    InputFile input = new InputFile(file);
    return SecretText.ofFile(input.shown(), input.readBriefly(SecretText.MAX_LENGTH + 1));
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
    try {
      return SecretText.of(where, secret);
    } catch (AssetException e) {
      throw command.wrongUsage(String.valueOf(e.getMessage()));
    }
  }
}
