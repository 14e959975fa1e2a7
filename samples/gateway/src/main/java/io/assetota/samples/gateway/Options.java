package io.assetota.samples.gateway;

import io.assetota.ota.hawkbit.ddi.DdiCredentials;
import io.assetota.ota.hawkbit.ddi.DdiEndpoint;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What the command line says. */
final class Options {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = "device",
      description = "The device folder. Default: ${DEFAULT-VALUE}")
  Path home = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Where files and what emulated parts show go. Default: ${DEFAULT-VALUE}")
  Path out = Path.of("");

  @Option(names = "--hardware", description = "Use real parts: a Raspberry Pi, wired as in README.")
  boolean hardware;

  @Option(names = "--server", paramLabel = "URL", description = "Take updates from this server.")
  @Nullable URI server;

  @Option(
      names = "--device",
      paramLabel = "ID",
      defaultValue = "gateway-1",
      description = "Who this is for the server. Default: ${DEFAULT-VALUE}")
  String device = "";

  @ArgGroup @Nullable Token token;

  @Option(
      names = "--keyring",
      paramLabel = "FILE",
      description = "Take only releases that are signed as it says.")
  @Nullable Path keyring;

  @Option(
      names = "--limit-rate",
      paramLabel = "N",
      defaultValue = "0",
      description = "Fetch at most so many bytes per second.")
  long limitRate;

  @Option(names = "--once", description = "Poll once, and end.")
  boolean once;

  /** One of them. */
  static final class Token {
    @Option(names = "--token", paramLabel = "T", description = "The device's own token.")
    @Nullable String target;

    @Option(
        names = "--gateway-token",
        paramLabel = "T",
        description = "The token of all gateways: the first poll registers the device.")
    @Nullable String gateway;
  }

  DdiEndpoint endpoint(URI address) {
    return new DdiEndpoint(address, DdiEndpoint.DEFAULT_TENANT, device, credentials());
  }

  private DdiCredentials credentials() {
    if (token != null && token.target != null) {
      return DdiCredentials.targetToken(token.target);
    }
    if (token != null && token.gateway != null) {
      return DdiCredentials.gatewayToken(token.gateway);
    }
    return DdiCredentials.none();
  }
}
