package io.assetota.cli.fleet;

import io.assetota.cli.command.Subcommand;
import io.assetota.cli.files.SecretFile;
import io.assetota.cli.option.AddressOption;
import io.assetota.cli.option.LimitsOption;
import io.assetota.cli.option.WebOptions;
import io.assetota.ota.hawkbit.publish.PublishOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where hawkBit is, who asks it, and what is made there. */
final class HawkbitOptions {
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
  private String user = "";

  @Option(
      names = "--password",
      paramLabel = "P",
      description = {
        "The password of the user. Other users of this machine can see command lines:",
        "better put it into a file, or into the environment variable " + PASSWORD + "."
      })
  private @Nullable String password;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "A file that contains only the password.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--type",
      paramLabel = "KEY",
      description = "The type of software modules. Default: application.")
  private String type = PublishOptions.DEFAULT.moduleType();

  @Option(
      names = "--set-type",
      paramLabel = "KEY",
      description = "The type of distribution sets. Default: app.")
  private String setType = PublishOptions.DEFAULT.setType();

  @Option(names = "--dry-run", description = "Show what would be created, and change nothing.")
  boolean dryRun;

  @Mixin private LimitsOption size = new LimitsOption();

  @Mixin private WebOptions web = new WebOptions();

  /** Reads what clients need. */
  HawkbitClients clients(Subcommand command) throws IOException {
    return new HawkbitClients(
        server,
        user,
        SecretFile.choose(command, "--password", password, passwordFile, PASSWORD),
        web.read());
  }

  /**
   * Returns how releases are made in hawkBit.
   *
   * @throws IllegalArgumentException if a type is not possible
   */
  PublishOptions publishing() {
    return PublishOptions.DEFAULT.withTypes(type, setType).withLimits(size.limits());
  }
}
