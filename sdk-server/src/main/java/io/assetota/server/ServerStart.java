package io.assetota.server;

import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.json.JsonException;
import io.assetota.ota.rollout.RolloutTextException;
import io.assetota.server.EndedUpdate.Outcome;
import io.assetota.server.ServerOptions.Secrets;
import io.assetota.server.api.ApiArea;
import io.assetota.server.console.ConsoleArea;
import io.assetota.server.console.login.Passwords;
import io.assetota.server.ddi.DdiArea;
import io.assetota.server.entrance.Entrance;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.Tokens;
import io.assetota.server.fleet.rollouts.Action;
import io.assetota.server.fleet.rules.RefusedException;
import io.assetota.server.metrics.MetricsArea;
import io.assetota.server.metrics.ServerMetrics;
import io.assetota.server.store.BundleFiles;
import io.assetota.server.store.Connector;
import io.assetota.server.store.Database;
import io.assetota.server.store.DiskFullException;
import io.assetota.server.store.TooLargeException;
import io.assetota.server.web.BaseUrl;
import io.assetota.server.web.Failures;
import io.assetota.server.web.InProgress;
import io.assetota.server.web.Lane;
import io.assetota.server.web.Router;
import io.assetota.server.web.WebServer;
import io.assetota.server.web.WorkThreads;
import io.assetota.server.web.download.Downloads;
import io.assetota.server.web.limit.Complaints;
import io.assetota.server.web.limit.WebLimits;
import io.assetota.server.web.upload.UploadLimit;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a server together. What it has opened is closed again if the start fails. */
final class ServerStart {
  private static final Logger log = LoggerFactory.getLogger(ServerStart.class);
  private static final int WAITING_LISTINGS = 16;
  private static final int WAITING_SCRAPES = 4;
  private static final Duration SAVE_EVERY = Duration.ofSeconds(5);

  /** Tokens that come with the start go by this name; each start replaces them. */
  private static final String GIVEN_AT_START = "given at the start";

  private final ServerOptions options;
  private final SecureRandom random = new SecureRandom();
  private final ServerEnd end = new ServerEnd();

  ServerStart(ServerOptions options) {
    this.options = options;
  }

  UpdateServer start() throws IOException {
    Database database = Database.open(options.dataFolder(), options.opening(), Connector.sqlite());
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
    InstantSource clock = options.time().clock();
    BundleFiles files = BundleFiles.open(options.dataFolder(), BundleFiles.disk());
    Fleet fleet =
        Fleet.open(
            files,
            options.opening(),
            database,
            clock,
            random,
            options.limits(),
            options.maxBundleSize());
    Passwords passwords =
        new Passwords(database, fleet.operators(), random, options.secrets().passwordRounds());
    WebLimits limits = options.webLimits();
    Complaints complaints = new Complaints(options.time().nanos());
    Lane uploads = new Lane("update-server-upload", limits.uploads(), limits.uploads(), 503);
    // One at a time: each has the manifest of an application in memory.
    Lane listings = new Lane("update-server-listing", 1, WAITING_LISTINGS, 503);
    InProgress inProgress = new InProgress();
    Downloads downloads = new Downloads(Runtime.getRuntime().availableProcessors(), inProgress);
    Lane figures = new Lane("update-server-metrics", 1, WAITING_SCRAPES, 503);
    ServerMetrics metrics = new ServerMetrics();
    LongSupplier nanos = options.time().nanos();
    Router router =
        new Router(failures(), limits, complaints, inProgress, end::hear, metrics, nanos);
    addAreas(router, fleet, passwords, uploads, listings, downloads, complaints, metrics);
    MetricsArea.addTo(router, metrics, fleet, database, clock, options.metricsAccess(), figures);
    List<WorkThreads> threads = new ArrayList<>(passwords.lanes());
    threads.addAll(List.of(uploads, listings, downloads, figures));
    ServerOptions.Address address = options.address();
    WebServer web =
        WebServer.bind(
            address.host(),
            address.port(),
            address.tls(),
            router,
            limits,
            complaints,
            options.time().nanos(),
            end::hear);
    boolean started = false;
    try {
      // Only now: a server that can't start must not make up a password that nobody hears of.
      Optional<String> initialPassword = options.secrets().password().set(passwords);
      setTokens(fleet);
      web.serve();
      ScheduledFuture<?> saving =
          timer.scheduleWithFixedDelay(
              () -> save(fleet),
              SAVE_EVERY.toMillis(),
              SAVE_EVERY.toMillis(),
              TimeUnit.MILLISECONDS);
      log.info("Listening on {}", address.url(web.port()));
      UpdateServer server =
          new UpdateServer(
              database,
              fleet,
              web,
              address.url(web.port()),
              initialPassword,
              timer,
              saving,
              threads,
              end);
      started = true;
      return server;
    } finally {
      if (!started) {
        web.close();
        threads.forEach(WorkThreads::close);
      }
    }
  }

  /** What the status of an answer is for the exceptions of the packages below the web server's. */
  private static Failures failures() {
    return Failures.none()
        .with(RefusedException.class, 409)
        .with(RolloutTextException.class, 409)
        .with(BundleException.class, 422)
        .with(JsonException.class, 400)
        .with(TooLargeException.class, 413)
        .with(DiskFullException.class, 507)
        .with(
            failure ->
                DiskFullException.isReasonOf(failure)
                    ? Optional.of("There is no space left on the server's disk")
                    : Optional.empty(),
            507);
  }

  private void addAreas(
      Router router,
      Fleet fleet,
      Passwords passwords,
      Lane uploads,
      Lane listings,
      Downloads downloads,
      Complaints complaints,
      ServerMetrics metrics)
      throws IOException {
    Entrance entrance = new Entrance(fleet.audit());
    BaseUrl baseUrl = options.address().baseUrl();
    InstantSource clock = options.time().clock();
    Duration polling = options.pollingInterval();
    UploadLimit uploadLimit =
        new UploadLimit(
            fleet.releases().incoming(),
            fleet.releases().maxBundleSize(),
            fleet.releases().limitReason());
    DdiArea.addTo(
        router, fleet, baseUrl, downloads, polling, clock, action -> tellEnded(action, metrics));
    ApiArea.addTo(router, fleet, entrance, passwords, uploads, listings, uploadLimit);
    ConsoleArea.addTo(
        router,
        fleet,
        baseUrl,
        entrance,
        passwords,
        uploads,
        listings,
        uploadLimit,
        complaints,
        polling,
        clock,
        options.time().nanos());
  }

  private void setTokens(Fleet fleet) throws IOException {
    Secrets secrets = options.secrets();
    if (secrets.gatewayToken().isPresent()) {
      fleet.tokens().setForGateways(GIVEN_AT_START, secrets.gatewayToken().get());
    }
    if (secrets.operatorToken().isPresent()) {
      fleet.tokens().set(fleet.operators().admin(), GIVEN_AT_START, secrets.operatorToken().get());
    }
    for (Map.Entry<String, String> entry : secrets.deviceTokens().entrySet()) {
      fleet.devices().register(entry.getKey());
      fleet.deviceTokens().set(entry.getKey(), Tokens.hash(entry.getValue()));
    }
  }

  private void tellEnded(Action action, ServerMetrics metrics) {
    Outcome outcome =
        switch (action.state()) {
          case FINISHED -> Outcome.FINISHED;
          case CANCELED -> Outcome.CANCELLED;
          default -> Outcome.FAILED;
        };
    metrics.ended(action);
    options
        .whenEnded()
        .accept(
            new EndedUpdate(action.deviceId(), action.releaseId(), outcome, action.bytesSent()));
  }

  private void save(Fleet fleet) {
    // Whatever is thrown would end the timer, and nobody would hear of it.
    try {
      fleet.presence().save();
      fleet.rollouts().settle();
    } catch (IOException | RuntimeException e) {
      log.warn("Saving when devices were last seen is tried again: {}", e.toString());
      log.debug("The failure", e);
    } catch (Error e) {
      log.error("Can't save when devices were last seen", e);
      end.hear(e);
    }
  }
}
