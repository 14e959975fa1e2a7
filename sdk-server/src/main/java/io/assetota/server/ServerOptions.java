package io.assetota.server;

import com.google.common.collect.ImmutableMap;
import io.assetota.core.bundle.BundleLimits;
import io.assetota.server.console.login.Passwords;
import io.assetota.server.fleet.Tokens;
import io.assetota.server.metrics.MetricsArea;
import io.assetota.server.store.Opening;
import io.assetota.server.web.BaseUrl;
import io.assetota.server.web.WebServer;
import io.assetota.server.web.limit.WebLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What a server was told before its start. It does not change any more.
 *
 * @param dataFolder where it keeps everything
 * @param address where it listens, and is found
 * @param secrets who may talk to it
 * @param pollingInterval how often devices ask
 * @param limits how much a bundle may hold
 * @param maxBundleSize the largest file that it takes for a bundle
 * @param whenEnded hears of updates that devices have ended
 * @param opening what may be in the folder
 * @param time the clocks
 * @param webLimits what clients may use
 */
record ServerOptions(
    Path dataFolder,
    Address address,
    Secrets secrets,
    Duration pollingInterval,
    BundleLimits limits,
    long maxBundleSize,
    Consumer<EndedUpdate> whenEnded,
    Opening opening,
    Time time,
    WebLimits webLimits) {
  MetricsArea.Access metricsAccess() {
    return new MetricsArea.Access(
        secrets.metricsToken().map(Tokens::hash), address.publicUrl().isPresent());
  }

  /**
   * Where a server listens, and is found.
   *
   * @param host a name or address of this machine
   * @param port 0 for any free one
   * @param tls its own key, if it uses TLS
   * @param publicUrl where clients find it, if that is not where it listens
   */
  record Address(String host, int port, Optional<WebServer.Tls> tls, Optional<URI> publicUrl) {
    BaseUrl baseUrl() {
      return publicUrl.map(BaseUrl::of).orElse(BaseUrl.ofRequest());
    }

    /** Returns where it is found when it has got a port. */
    URI url(int actualPort) {
      if (publicUrl.isPresent()) {
        return publicUrl.get().resolve("/");
      }
      boolean all = host.equals("0.0.0.0") || host.equals("::");
      String name = all ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
      String scheme = tls.isPresent() ? "https" : "http";
      return URI.create(scheme + "://" + name + ":" + actualPort + "/");
    }
  }

  /**
   * Who may talk to a server.
   *
   * @param gatewayToken lets any device in
   * @param operatorToken lets programs in
   * @param deviceTokens the devices' own
   * @param password sets the console's password
   * @param passwordRounds how much work the password's hash is
   * @param metricsToken opens the metrics
   */
  record Secrets(
      Optional<String> gatewayToken,
      Optional<String> operatorToken,
      Map<String, String> deviceTokens,
      FirstPassword password,
      int passwordRounds,
      Optional<String> metricsToken) {
    Secrets {
      deviceTokens = ImmutableMap.copyOf(deviceTokens);
    }

    @Override
    public String toString() {
      return "Secrets";
    }
  }

  /**
   * The clocks.
   *
   * @param clock what time it is
   * @param nanos a clock that only goes forward, in nanoseconds
   */
  record Time(InstantSource clock, LongSupplier nanos) {}

  /** What becomes of the password once the server can start; returns one that was made up. */
  @FunctionalInterface
  interface FirstPassword {
    Optional<String> set(Passwords passwords) throws IOException;
  }
}
