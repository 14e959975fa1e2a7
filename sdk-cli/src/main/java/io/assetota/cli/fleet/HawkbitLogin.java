package io.assetota.cli.fleet;

import io.assetota.cli.command.Subcommand;
import io.assetota.cli.files.SecretFile;
import io.assetota.cli.option.AddressOption;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where hawkBit is, and who asks it. */
final class HawkbitLogin {
  private static final String PASSWORD = "ASSET_OTA_PASSWORD";

  @Option(
      names = "--hawkbit",
      paramLabel = "URL",
      required = true,
      converter = AddressOption.class,
      description = "The address of the hawkBit server.")
  URI server = URI.create("");

  @Option(
      names = "--user",
      paramLabel = "U",
      required = true,
      description = "A user of hawkBit who may make what is asked for.")
  String user = "";

  @Option(
      names = "--password",
      paramLabel = "P",
      description = {
        "The password of the user. Other users of this machine can see command lines:",
        "better put it into a file, or into the environment variable " + PASSWORD + "."
      })
  @Nullable String password;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "A file that contains only the password.")
  @Nullable Path passwordFile;

  /** Returns the password. */
  String secret(Subcommand command) throws IOException {
    return SecretFile.choose(command, "--password", password, passwordFile, PASSWORD);
  }
}
