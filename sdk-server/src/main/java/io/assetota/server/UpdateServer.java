package io.assetota.server;

import io.assetota.core.model.AssetException;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.Tokens;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.rollouts.RolloutPlan;
import io.assetota.server.fleet.rules.Hold;
import io.assetota.server.fleet.waves.Waves;
import io.assetota.server.store.Database;
import io.assetota.server.web.WebServer;
import io.assetota.server.web.WorkThreads;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An update server in this process. Devices use hawkBit's device protocol (DDI, tenant {@code
 * DEFAULT}), people use its console with a browser, and programs use its API with an operator's
 * token. Everything is kept in one folder.
 *
 * <pre>{@code
 * try (UpdateServer server = UpdateServer.builder(folder).port(8080).gatewayToken(token).start()) {
 *   PublishedRelease release = server.publish(Path.of("release.zip"));
 *   server.assignToAll(release, "10%");
 *   ...
 * }
 * }</pre>
 *
 * <p>May be used by several threads.
 */
public final class UpdateServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(UpdateServer.class);

  private final Database database;
  private final Fleet fleet;
  private final WebServer web;
  private final URI url;
  private final Optional<String> initialPassword;
  private final ScheduledExecutorService timer;
  private final ScheduledFuture<?> saving;
  private final ServerEnd end;
  private final List<WorkThreads> threads;
  private final Object closing = new Object();
  private boolean closed;

  UpdateServer(
      Database database,
      Fleet fleet,
      WebServer web,
      URI url,
      Optional<String> initialPassword,
      ScheduledExecutorService timer,
      ScheduledFuture<?> saving,
      List<WorkThreads> threads,
      ServerEnd end) {
    this.database = database;
    this.fleet = fleet;
    this.web = web;
    this.url = url;
    this.initialPassword = initialPassword;
    this.timer = timer;
    this.saving = saving;
    this.threads = threads;
    this.end = end;
    // Started now: when memory is used up, no new thread can be started.
    Thread keeper = new Thread(this::closeAtEnd, "update-server-end");
    keeper.setDaemon(true);
    keeper.start();
  }

  /**
   * Prepares a server.
   *
   * @param dataFolder where it keeps everything; created if it is missing, and used by one server
   *     at a time
   * @return a builder with defaults for everything else
   */
  public static UpdateServerBuilder builder(Path dataFolder) {
    return new UpdateServerBuilder(dataFolder);
  }

  /**
   * Returns where the server is.
   *
   * @return the address of the console and for devices, with the actual port, ending in a slash
   */
  public URI url() {
    return url;
  }

  /**
   * Returns the console's password if this start made it up. The first start does, unless a
   * password was given. A later start can't return it.
   *
   * @return the password of the user {@code admin}
   */
  public Optional<String> initialPassword() {
    return initialPassword;
  }

  /**
   * Publishes a bundle under the name of its application. A bundle that the server has already is
   * not stored again.
   *
   * @param bundle the zip
   * @return the release
   * @throws io.assetota.core.bundle.report.BundleException if it is not valid, with every problem
   * @throws AssetException if it is too large, or the disk is full
   * @throws IOException if it can't be read or stored
   */
  public PublishedRelease publish(Path bundle) throws IOException {
    try (InputStream in = Files.newInputStream(bundle)) {
      return published(fleet.releases().publish(in, "", ""));
    }
  }

  private static PublishedRelease published(Release release) {
    return new PublishedRelease(
        release.id(), release.name(), release.version(), release.size(), release.sha256());
  }

  /**
   * Returns the releases that this start restored from their bundles: {@link
   * UpdateServerBuilder#restoreReleases()}. Bundles that could not be restored are in the log.
   *
   * @return the releases, the oldest first
   */
  public List<PublishedRelease> restoredReleases() {
    return fleet.restored().stream().map(UpdateServer::published).toList();
  }

  /**
   * Registers a device and gives it a token of its own, which replaces any earlier one.
   *
   * @param deviceId 1 to 128 letters, digits, dots, colons, {@code @}, dashes and underscores
   * @return the token, of which the server keeps only a hash
   * @throws AssetException if the id is not possible
   * @throws IOException if it can't be stored
   */
  public String createDevice(String deviceId) throws IOException {
    fleet.devices().register(deviceId);
    String token = fleet.tokens().generate();
    fleet.deviceTokens().set(deviceId, Tokens.hash(token));
    return token;
  }

  /**
   * Gives a release to one device. It replaces what the device had to install until now.
   *
   * @param release the release
   * @param deviceId a device that has polled, or was created
   * @throws AssetException if the device is not known, or of another platform
   * @throws IOException if it can't be stored
   */
  public void assign(PublishedRelease release, String deviceId) throws IOException {
    fleet.rollouts().start(RolloutPlan.forDevice(release.id(), deviceId));
  }

  /**
   * Gives a release to all devices of its platform, also to those that come later.
   *
   * @param release the release
   * @param canaries which devices get it first: a count like {@code 5}, a share like {@code 10%},
   *     or empty for all at once; the others follow when all of these have succeeded
   * @throws AssetException if the canaries can't be understood
   * @throws IOException if it can't be stored
   */
  public void assignToAll(PublishedRelease release, String canaries) throws IOException {
    fleet
        .rollouts()
        .start(RolloutPlan.forAll(release.id()).withWaves(Waves.first(canaries), Hold.NONE));
  }

  /**
   * Returns how many bytes of bundles were sent to devices since the start.
   *
   * @return bytes, without HTTP headers
   */
  public long bytesSent() {
    return fleet.presence().totalBytesSent();
  }

  /** Lists all routes, for tests that have to know each of them. */
  List<String> routes() {
    return web.routes();
  }

  /**
   * Waits until the server ends. It ends by itself after an error of Java that it can't survive,
   * such as when memory is used up: end the process then, and start a new one.
   *
   * @return the error; nothing if the server was closed
   * @throws InterruptedException if the thread is interrupted
   */
  public Optional<Error> awaitEnd() throws InterruptedException {
    return end.await();
  }

  private void closeAtEnd() {
    try {
      end.await();
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits up to two seconds for the requests that are being answered, and closes everything. It may
   * be called again.
   */
  @Override
  public void close() {
    synchronized (closing) {
      if (closed) {
        return;
      }
      closed = true;
      end.close();
      // Not interrupted: it may be writing, and an interrupt closes the database's file.
      saving.cancel(false);
      timer.shutdown();
      web.close();
      threads.forEach(WorkThreads::close);
      try (database) {
        fleet.presence().save();
      } catch (IOException e) {
        log.warn("When devices were last seen may be lost, as saving failed: {}", e.toString());
        log.debug("The failure", e);
      }
    }
  }
}
