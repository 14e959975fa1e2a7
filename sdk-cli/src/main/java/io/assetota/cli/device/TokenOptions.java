package io.assetota.cli.device;

import io.assetota.cli.command.Subcommand;
import io.assetota.cli.files.SecretFile;
import io.assetota.ota.hawkbit.ddi.DdiCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a device shows its server. */
final class TokenOptions {
  static final String TOKEN = "ASSET_OTA_TOKEN";
  static final String GATEWAY_TOKEN = "ASSET_OTA_GATEWAY_TOKEN";

  @Option(
      names = "--token",
      paramLabel = "T",
      description = {
        "The device's token. Others on this machine see the operands of a command:",
        "better give it in a file, or in the environment as " + TOKEN + "."
      })
  @Nullable String token;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file with nothing but the device's token.")
  @Nullable Path tokenFile;

  @Option(
      names = "--gateway-token",
      paramLabel = "T",
      description = "A gateway's token, or in the environment as " + GATEWAY_TOKEN + ".")
  @Nullable String gatewayToken;

  /** Tells whether one was given as an option. */
  boolean areUsed() {
    return token != null || tokenFile != null || gatewayToken != null;
  }

  /**
   * Finds the one that was given: as an option, or else in the environment.
   *
   * @param certified whether a client certificate says who the device is, so that there may be none
   */
  DdiCredentials credentials(Subcommand command, boolean certified) throws IOException {
    Map<String, String> environment = command.environment();
    long given = Stream.of(token, tokenFile, gatewayToken).filter(Objects::nonNull).count();
    if (given > 1) {
      throw command.wrongUsage("give one of --token, --token-file and --gateway-token");
    }
    if (token != null) {
      return DdiCredentials.targetToken(SecretFile.checked(command, "--token", token));
    }
    if (tokenFile != null) {
      return DdiCredentials.targetToken(SecretFile.read(tokenFile));
    }
    if (gatewayToken != null) {
      return DdiCredentials.gatewayToken(
          SecretFile.checked(command, "--gateway-token", gatewayToken));
    }
    if (environment.containsKey(TOKEN)) {
      return DdiCredentials.targetToken(SecretFile.checked(command, TOKEN, environment.get(TOKEN)));
    }
    if (environment.containsKey(GATEWAY_TOKEN)) {
      return DdiCredentials.gatewayToken(
          SecretFile.checked(command, GATEWAY_TOKEN, environment.get(GATEWAY_TOKEN)));
    }
    if (certified) {
      return DdiCredentials.none();
    }
    throw command.wrongUsage(
        "who is this device? Give --token-file, --token or --gateway-token, or set " + TOKEN);
  }
}
