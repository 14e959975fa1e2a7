package io.assetota.server;

import io.assetota.core.bundle.BundleLimits;
import io.assetota.core.model.AssetException;
import io.assetota.server.EndedUpdate.Outcome;
import io.assetota.server.api.ApiArea;
import io.assetota.server.console.ConsoleArea;
import io.assetota.server.console.Passwords;
import io.assetota.server.ddi.DdiArea;
import io.assetota.server.fleet.Action;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.Tokens;
import io.assetota.server.store.BundleFiles;
import io.assetota.server.store.Connector;
import io.assetota.server.store.Database;
import io.assetota.server.store.Opening;
import io.assetota.server.web.BaseUrl;
import io.assetota.server.web.Complaints;
import io.assetota.server.web.Downloads;
import io.assetota.server.web.InProgress;
import io.assetota.server.web.Lane;
import io.assetota.server.web.Router;
import io.assetota.server.web.WebLimits;
import io.assetota.server.web.WebServer;
import io.assetota.server.web.WorkThreads;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an {@link UpdateServer} may be told before it starts. */
public final class UpdateServerBuilder {
  private static final Logger log = LoggerFactory.getLogger(UpdateServerBuilder.class);
  private static final int DEFAULT_PORT = 8080;
  private static final Duration DEFAULT_POLLING = Duration.ofMinutes(5);
  private static final Duration SAVE_EVERY = Duration.ofSeconds(5);

  /** Tokens that come with the start command go by this name; each start replaces them. */
  private static final String GIVEN_AT_START = "given at the start";

  private final Path dataFolder;
  private String host = "127.0.0.1";
  private int port = DEFAULT_PORT;
  private Optional<WebServer.Tls> tls = Optional.empty();
  private Optional<URI> publicUrl = Optional.empty();
  private Optional<String> gatewayToken = Optional.empty();
  private Optional<String> operatorToken = Optional.empty();
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

  /** What becomes of the password once the server can start; returns one that was made up. */
  @FunctionalInterface
  private interface FirstPassword {
    Optional<String> set(Passwords passwords) throws IOException;
  }

  UpdateServerBuilder(Path dataFolder) {
    this.dataFolder = dataFolder;
  }

  /**
   * Sets the address to listen on; 127.0.0.1 unless told otherwise.
   *
   * @param host a name or address of this machine; {@code 0.0.0.0} for all of them
   * @return this
   */
  public UpdateServerBuilder host(String host) {
    this.host = host;
    return this;
  }

  /**
   * Sets the port; 8080 unless told otherwise.
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
   * Sets where clients find the server, when that is not where it listens: behind a proxy.
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
   * Sets a token that lets any device in, and registers it. It takes the place of the one that was
   * set at an earlier start.
   *
   * @param token 16 to 512 ASCII characters without blanks, best random ones
   * @return this
   * @throws IllegalArgumentException if it is anything else
   */
  public UpdateServerBuilder gatewayToken(String token) {
    gatewayToken = Optional.of(requireOther(operatorToken, token));
    return this;
  }

  /**
   * Makes a device known and sets its own token.
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
   * Sets a token for the operator API. It takes the place of the one that was set at an earlier
   * start.
   *
   * @param token 16 to 512 ASCII characters without blanks, best random ones
   * @return this
   * @throws IllegalArgumentException if it is anything else
   */
  public UpdateServerBuilder operatorToken(String token) {
    operatorToken = Optional.of(requireOther(gatewayToken, token));
    return this;
  }

  /**
   * Sets the password of the console's user {@code admin}. Without one, the first start makes one
   * up: {@link UpdateServer#initialPassword()}.
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
   * Makes up a new password for the console's user {@code admin}, when the old one is lost: {@link
   * UpdateServer#initialPassword()} tells it.
   *
   * @return this
   */
  public UpdateServerBuilder resetPassword() {
    password = passwords -> Optional.of(passwords.makeUp());
    return this;
  }

  /**
   * Sets how often devices ask; every five minutes unless told otherwise.
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
   * Sets how much a bundle may hold; {@link BundleLimits#DEFAULT} unless set.
   *
   * @param newLimits the limits
   * @return this
   */
  public UpdateServerBuilder limits(BundleLimits newLimits) {
    limits = newLimits;
    return this;
  }

  /**
   * Sets the largest file that it takes for a bundle; {@link BundleLimits#bundleSize} unless set.
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
   * Hears of each update that a device has ended.
   *
   * @param listener is called on the threads that answer devices, and must not block them
   * @return this builder
   */
  public UpdateServerBuilder whenEnded(Consumer<EndedUpdate> listener) {
    whenEnded = listener;
    return this;
  }

  /**
   * Takes in the bundles of a folder whose database is lost, or which the database doesn't know, as
   * releases: {@link UpdateServer#restoredReleases()}. They are named after their applications.
   * Without this, a folder with bundles and without a database is refused.
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

  /**
   * Starts the server.
   *
   * @return the server, which the caller closes
   * @throws AssetException if the folder is in use or damaged, has something else than a server's
   *     data, or the address can't be had
   * @throws IOException if the folder can't be used
   */
  public UpdateServer start() throws IOException {
    Database database = Database.open(dataFolder, opening, Connector.sqlite());
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "update-server-timer");
              thread.setDaemon(true);
              return thread;
            });
    boolean started = false;
    try {
      UpdateServer server = start(database, timer);
      started = true;
      return server;
    } finally {
      if (!started) {
        timer.shutdownNow();
        database.close();
      }
    }
  }

  private UpdateServer start(Database database, ScheduledExecutorService timer) throws IOException {
    SecureRandom random = new SecureRandom();
    // No format of zip that this SDK reads allows more.
    long maxFile =
        Math.min(maxBundleSize.orElse(limits.bundleSize()), BundleLimits.MAX_BUNDLE_SIZE);
    BundleFiles files = BundleFiles.open(dataFolder, BundleFiles.disk());
    Fleet fleet = Fleet.open(files, opening, database, clock, random, limits, maxFile);
    Passwords passwords = new Passwords(database, random, passwordRounds);
    BaseUrl baseUrl = publicUrl.map(BaseUrl::of).orElse(BaseUrl.ofRequest());
    Complaints complaints = new Complaints(nanos);
    ServerEnd end = new ServerEnd();
    Lane uploads = new Lane("update-server-upload", webLimits.uploads(), webLimits.uploads(), 503);
    InProgress inProgress = new InProgress();
    Downloads downloads = new Downloads(Runtime.getRuntime().availableProcessors(), inProgress);
    Consumer<EndedUpdate> listener = whenEnded; // of now: the builder may be used again
    Consumer<Action> told = action -> listener.accept(ended(action));
    Router router = new Router(webLimits, complaints, inProgress, end::hear);
    DdiArea.addTo(router, fleet, baseUrl, downloads, pollingInterval, clock, told);
    ApiArea.addTo(router, fleet, uploads);
    ConsoleArea.addTo(
        router, fleet, baseUrl, passwords, uploads, complaints, pollingInterval, clock, nanos);
    List<WorkThreads> threads = new ArrayList<>(passwords.lanes());
    threads.addAll(List.of(uploads, downloads));
    WebServer web = WebServer.bind(host, port, tls, router, webLimits, complaints, end::hear);
    boolean started = false;
    try {
      // Only now: who can't start must not make up a password that nobody hears of.
      Optional<String> initialPassword = password.set(passwords);
      setTokens(fleet);
      web.serve();
      ScheduledFuture<?> saving =
          timer.scheduleWithFixedDelay(
              () -> save(fleet, end),
              SAVE_EVERY.toMillis(),
              SAVE_EVERY.toMillis(),
              TimeUnit.MILLISECONDS);
      URI url = url(web.port());
      log.info("Listening on {}", url);
      UpdateServer server =
          new UpdateServer(database, fleet, web, url, initialPassword, timer, saving, threads, end);
      started = true;
      return server;
    } finally {
      if (!started) {
        web.close();
        threads.forEach(WorkThreads::close);
      }
    }
  }

  private void setTokens(Fleet fleet) throws IOException {
    if (gatewayToken.isPresent()) {
      fleet.tokens().set(Tokens.Kind.GATEWAY, GIVEN_AT_START, gatewayToken.get());
    }
    if (operatorToken.isPresent()) {
      fleet.tokens().set(Tokens.Kind.OPERATOR, GIVEN_AT_START, operatorToken.get());
    }
    for (Map.Entry<String, String> entry : deviceTokens.entrySet()) {
      fleet.devices().register(entry.getKey());
      fleet.devices().setTokenHash(entry.getKey(), Tokens.hash(entry.getValue()));
    }
  }

  private static EndedUpdate ended(Action action) {
    Outcome outcome =
        switch (action.state()) {
          case FINISHED -> Outcome.FINISHED;
          case CANCELED -> Outcome.CANCELLED;
          default -> Outcome.FAILED;
        };
    return new EndedUpdate(action.deviceId(), action.releaseId(), outcome, action.bytesSent());
  }

  private static void save(Fleet fleet, ServerEnd end) {
    // Whatever is thrown would end the timer, and be told to nobody; the next round tries again.
    try {
      fleet.presence().save();
      fleet.rollouts().settle();
    } catch (IOException | RuntimeException e) {
      log.warn("Can't save when devices were last seen", e);
    } catch (Error e) {
      log.error("Can't save when devices were last seen", e);
      end.hear(e);
    }
  }

  private URI url(int actualPort) {
    if (publicUrl.isPresent()) {
      return publicUrl.get().resolve("/");
    }
    boolean all = host.equals("0.0.0.0") || host.equals("::");
    String name = all ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
    return URI.create((tls.isPresent() ? "https" : "http") + "://" + name + ":" + actualPort + "/");
  }
}
