package io.assetota.server;

import io.assetota.core.bundle.BundleLimits;
import io.assetota.core.model.AssetException;
import io.assetota.server.ServerOptions.FirstPassword;
import io.assetota.server.console.login.Passwords;
import io.assetota.server.fleet.Tokens;
import io.assetota.server.store.Opening;
import io.assetota.server.web.BaseUrl;
import io.assetota.server.web.WebServer;
import io.assetota.server.web.limit.WebLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The options of an {@link UpdateServer}. {@link #start} reads them once. */
public final class UpdateServerBuilder {
  private static final int DEFAULT_PORT = 8080;
  private static final Duration DEFAULT_POLLING = Duration.ofMinutes(5);

  private final Path dataFolder;
  private String host = "127.0.0.1";
  private int port = DEFAULT_PORT;
  private Optional<WebServer.Tls> tls = Optional.empty();
  private Optional<URI> publicUrl = Optional.empty();
  private Optional<String> gatewayToken = Optional.empty();
  private Optional<String> operatorToken = Optional.empty();
  private Optional<String> metricsToken = Optional.empty();
  private final Map<String, String> deviceTokens = new LinkedHashMap<>();
  private FirstPassword password = passwords -> passwords.initialize(Optional.empty());
  private Duration pollingInterval = DEFAULT_POLLING;
  private BundleLimits limits = BundleLimits.DEFAULT;
  private OptionalLong maxBundleSize = OptionalLong.empty();
  private Consumer<EndedUpdate> whenEnded = update -> {};
  private Opening opening = Opening.USUAL;
  private InstantSource clock = InstantSource.system();
  private LongSupplier nanos = System::nanoTime;
  private WebLimits webLimits = WebLimits.DEFAULT;
  private int passwordRounds = Passwords.ROUNDS;

  UpdateServerBuilder(Path dataFolder) {
    this.dataFolder = dataFolder;
  }

  /**
   * Sets the address to listen on. Default: 127.0.0.1.
   *
   * @param host a name or address of this machine; {@code 0.0.0.0} for all of them
   * @return this
   */
  public UpdateServerBuilder host(String host) {
    this.host = host;
    return this;
  }

  /**
   * Sets the port. Default: 8080.
   *
   * @param port 0 for any free one
   * @return this
   */
  public UpdateServerBuilder port(int port) {
    this.port = port;
    return this;
  }

  /**
   * Uses TLS.
   *
   * @param keyStore PKCS #12 or JKS with the server's key and certificates
   * @param password of the store and of the key
   * @return this
   */
  public UpdateServerBuilder tls(Path keyStore, String password) {
    tls = Optional.of(new WebServer.Tls(keyStore, password));
    return this;
  }

  /**
   * Sets the address at which clients find the server, if it is behind a proxy. Default: where it
   * listens.
   *
   * @param url scheme, host and perhaps port, without a path
   * @return this
   * @throws IllegalArgumentException if it is anything else
   */
  public UpdateServerBuilder publicUrl(URI url) {
    BaseUrl.of(url);
    publicUrl = Optional.of(url);
    return this;
  }

  /**
   * Sets a gateway's token, with which any device may poll and is registered. It replaces the token
   * of an earlier start.
   *
   * @param token 16 to 512 ASCII characters without blanks, best random ones
   * @return this
   * @throws IllegalArgumentException if it is anything else, or an operator's token
   */
  public UpdateServerBuilder gatewayToken(String token) {
    gatewayToken = Optional.of(requireOther(operatorToken, token));
    return this;
  }

  /**
   * Registers a device and sets its own token.
   *
   * @param deviceId the device
   * @param token 16 to 512 ASCII characters without blanks, best random ones
   * @return this
   * @throws IllegalArgumentException if the token is anything else
   */
  public UpdateServerBuilder token(String deviceId, String token) {
    deviceTokens.put(deviceId, Tokens.requireStrong(token));
    return this;
  }

  /**
   * Sets a token for the operator API. It replaces the token of an earlier start.
   *
   * @param token 16 to 512 ASCII characters without blanks, best random ones
   * @return this
   * @throws IllegalArgumentException if it is anything else, or a gateway's token
   */
  public UpdateServerBuilder operatorToken(String token) {
    operatorToken = Optional.of(requireOther(gatewayToken, token));
    return this;
  }

  /**
   * Sets a token for the metrics at {@code /metrics}, which opens nothing else. Default: none; then
   * only programs on this machine may read them, and nobody if there is a {@link #publicUrl}.
   *
   * @param token 16 to 512 ASCII characters without blanks, best random ones
   * @return this
   * @throws IllegalArgumentException if it is anything else
   */
  public UpdateServerBuilder metricsToken(String token) {
    metricsToken = Optional.of(Tokens.requireStrong(token));
    return this;
  }

  /**
   * Sets the password of the console's user {@code admin}. Default: the first start makes one up,
   * see {@link UpdateServer#initialPassword()}.
   *
   * @param password 10 to 256 characters
   * @return this
   * @throws IllegalArgumentException if it is shorter or longer
   */
  public UpdateServerBuilder adminPassword(String password) {
    String strong = Passwords.requireStrong(password);
    this.password = passwords -> passwords.initialize(Optional.of(strong));
    return this;
  }

  /**
   * Makes up a new password for the console's user {@code admin}, if the old one is lost: {@link
   * UpdateServer#initialPassword()} returns it.
   *
   * @return this
   */
  public UpdateServerBuilder resetPassword() {
    password = passwords -> Optional.of(passwords.reset());
    return this;
  }

  /**
   * Sets how often devices poll. Default: every five minutes.
   *
   * @param interval 1 second to 1 day
   * @return this
   * @throws IllegalArgumentException if it is out of range
   */
  public UpdateServerBuilder pollingInterval(Duration interval) {
    if (interval.toSeconds() < 1 || interval.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("the interval is 1 second to 1 day, not " + interval);
    }
    pollingInterval = interval;
    return this;
  }

  /**
   * Sets how much a bundle may hold. Default: {@link BundleLimits#DEFAULT}.
   *
   * @param newLimits the limits
   * @return this
   */
  public UpdateServerBuilder limits(BundleLimits newLimits) {
    limits = newLimits;
    return this;
  }

  /**
   * Sets the largest bundle file that the server accepts. Default: {@link BundleLimits#bundleSize}.
   *
   * @param bytes 1 or more
   * @return this
   * @throws IllegalArgumentException if it is less
   */
  public UpdateServerBuilder maxBundleSize(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("a bundle has at least a byte, not " + bytes);
    }
    maxBundleSize = OptionalLong.of(bytes);
    return this;
  }

  /**
   * Sets the clock, for tests.
   *
   * @param clock what time it is
   * @return this
   */
  public UpdateServerBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /**
   * Sets who is told of each update that a device has ended, and once more if its application fails
   * again and again after it was installed. Default: nobody.
   *
   * @param listener called on the threads that answer devices; it must not block
   * @return this builder
   */
  public UpdateServerBuilder whenEnded(Consumer<EndedUpdate> listener) {
    whenEnded = listener;
    return this;
  }

  /**
   * Restores releases from the bundles in the folder that its database does not know, for example
   * because it was lost: {@link UpdateServer#restoredReleases()}. They are named after their
   * applications. By default, a folder with bundles and without a database is refused.
   *
   * @return this builder
   */
  public UpdateServerBuilder restoreReleases() {
    opening = Opening.RESTORE;
    return this;
  }

  /** Weakens the password's hash, so that tests don't wait for it. */
  UpdateServerBuilder passwordRounds(int rounds) {
    passwordRounds = rounds;
    return this;
  }

  /** Sets what clients may use, so that tests reach it soon. */
  UpdateServerBuilder limits(WebLimits newLimits) {
    webLimits = newLimits;
    return this;
  }

  /** Sets the clock that only goes forward, in nanoseconds. */
  UpdateServerBuilder nanos(LongSupplier nanos) {
    this.nanos = nanos;
    return this;
  }

  private static String requireOther(Optional<String> taken, String token) {
    if (taken.equals(Optional.of(token))) {
      throw new IllegalArgumentException("a gateway's token and an operator's have to differ");
    }
    return Tokens.requireStrong(token);
  }

  /** Returns what was set so far; what is set later changes nothing about it. */
  private ServerOptions options() {
    // No format of zip that this SDK reads allows more.
    long maxFile =
        Math.min(maxBundleSize.orElse(limits.bundleSize()), BundleLimits.MAX_BUNDLE_SIZE);
    return new ServerOptions(
        dataFolder,
        new ServerOptions.Address(host, port, tls, publicUrl),
        new ServerOptions.Secrets(
            gatewayToken, operatorToken, deviceTokens, password, passwordRounds, metricsToken),
        pollingInterval,
        limits,
        maxFile,
        whenEnded,
        opening,
        new ServerOptions.Time(clock, nanos),
        webLimits);
  }

  /**
   * Starts a server. The builder is read once: what is set afterwards changes nothing about it.
   *
   * @return the server, which the caller closes
   * @throws AssetException if the folder is in use or damaged, has something else than a server's
   *     data, or the address can't be had
   * @throws IOException if the folder can't be used
   */
  public UpdateServer start() throws IOException {
    return new ServerStart(options()).start();
  }
}
