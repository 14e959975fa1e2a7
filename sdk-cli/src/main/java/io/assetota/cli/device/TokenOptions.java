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

/** How a device authenticates at its server. */
final class TokenOptions {
  static final String TOKEN = "ASSET_OTA_TOKEN";
  static final String GATEWAY_TOKEN = "ASSET_OTA_GATEWAY_TOKEN";

  @Option(
      names = "--token",
      paramLabel = "T",
      description = {
        "The token of the device. Other users of this machine can see command lines:",
        "better put it into a file, or into the environment variable " + TOKEN + "."
      })
  @Nullable String token;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file that contains only the token of the device.")
  @Nullable Path tokenFile;

  @Option(
      names = "--gateway-token",
      paramLabel = "T",
      description = "The gateway token; or set " + GATEWAY_TOKEN + " in the environment.")
  @Nullable String gatewayToken;

  /** Returns whether the user gave one as an option. */
  boolean areUsed() {
    return token != null || tokenFile != null || gatewayToken != null;
  }

  /**
   * Returns the credentials from an option, or else from the environment.
   *
   * @param certified whether a client certificate identifies the device, so that no token is needed
   */
  DdiCredentials credentials(Subcommand command, boolean certified) throws IOException {
    Map<String, String> environment = command.environment();
    long given = Stream.of(token, tokenFile, gatewayToken).filter(Objects::nonNull).count();
    if (given > 1) {
      throw command.wrongUsage("give only one of --token, --token-file and --gateway-token");
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
        "the token is missing: give --token-file, --token or --gateway-token, or set " + TOKEN);
  }
}
