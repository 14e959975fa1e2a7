package io.assetota.ota;

import io.assetota.core.device.PendingUpdate;
import io.assetota.core.device.UpdateRecord;
import io.assetota.core.install.Installation;
import io.assetota.core.install.Installer;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.CancelledException;
import io.assetota.ota.source.BundleSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Updates a device from bundles: plans an update, fetches only what is new, verifies it, and
 * installs application and assets as one step.
 *
 * <p>An update that fails leaves the device as it was, and what it has fetched from a server is
 * kept for the next try. Safe for use by several threads, which take turns updating.
 */
public final class UpdateAgent {
  private static final Logger log = LoggerFactory.getLogger(UpdateAgent.class);

  private final Installer device;
  private final UpdateOptions options;
  private final Admission admission;
  private final ReentrantLock turn = new ReentrantLock();
  private volatile boolean cancelled;

  UpdateAgent(Installer device, UpdateOptions options, AdmissionRules rules) throws IOException {
    this.device = device;
    this.options = options;
    this.admission = new Admission(device, rules, options.clock());
  }

  /**
   * Returns a builder for the agent of an open device.
   *
   * @param device the device; the agent doesn't close it
   * @return a builder with default options
   */
  public static UpdateAgentBuilder forDevice(Installer device) {
    return new UpdateAgentBuilder(device);
  }

  /**
   * Returns what an update would do, and changes nothing on the device. Fetches the directory and
   * the application of the bundle, and keeps the application for the update; a local bundle is
   * verified as a whole.
   *
   * @param source the bundle
   * @return the plan
   * @throws AssetException if the bundle is not valid, not trusted, not for this device, or doesn't
   *     fit
   * @throws IOException if the source can't be read
   */
  public UpdatePlan plan(BundleSource source) throws IOException {
    admission.requireNoTrial();
    if (turn.isHeldByCurrentThread() || !turn.tryLock()) {
      return planBesideUpdate(source);
    }
    try {
      admission.settle();
      return plan(source, PartFile.ofApplication(device.stagingFolder()));
    } finally {
      turn.unlock();
    }
  }

  /** The result of a running update is open, and its part files belong to it. */
  private UpdatePlan planBesideUpdate(BundleSource source) throws IOException {
    Path part = Files.createTempFile("asset-ota-", PartFile.SUFFIX);
    try {
      return plan(source, part);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private UpdatePlan plan(BundleSource source, Path part) throws IOException {
    ProgressCounter counter = new ProgressCounter(UpdateListener.NONE, options.clock());
    PartFetcher fetcher = new PartFetcher(source, counter, () -> false);
    try (AdmittedBundle offer =
            AdmittedBundle.open(source, device, admission, fetcher, counter, part);
        Installation installation = offer.prepare(device, options.confirmWithin())) {
      return offer.plan(installation, device);
    }
  }

  /**
   * Updates the device. An application that is on trial ({@link
   * io.assetota.core.AssetManager#trial}) has to be confirmed or rolled back first.
   *
   * @param source the bundle
   * @param listener follows the work
   * @return what was done
   * @throws AssetException if the bundle is not valid, not trusted, not for this device, or doesn't
   *     fit
   * @throws CancelledException if it was cancelled
   * @throws IOException if the source can't be read, or the device can't be written
   */
  public UpdateResult update(BundleSource source, UpdateListener listener) throws IOException {
    return update(source, options.control(), listener);
  }

  /**
   * Updates the device with another control than the agent's own.
   *
   * @param source the bundle
   * @param control decides about this update
   * @param listener follows the work
   * @return what was done
   * @throws AssetException if the bundle is not valid, not trusted, not for this device, or doesn't
   *     fit
   * @throws CancelledException if it was cancelled
   * @throws IOException if the source can't be read, or the device can't be written
   */
  public UpdateResult update(BundleSource source, UpdateControl control, UpdateListener listener)
      throws IOException {
    turn.lock();
    try {
      cancelled = false;
      rollBackIfOverdue();
      admission.requireNoTrial();
      admission.settle();
      UpdateJournal journal = new UpdateJournal(device, options.clock(), source);
      UpdateListener quiet = new QuietListener(listener);
      UpdateRun run =
          new UpdateRun(device, options, admission, source, quiet, journal, () -> cancelled);
      UpdateResult result = withHook(run.run(control), journal);
      quiet.finished(result);
      return result;
    } finally {
      turn.unlock();
    }
  }

  private UpdateResult withHook(UpdateResult result, UpdateJournal journal) {
    if (!result.isInstalled()) {
      return result;
    }
    Optional<Exception> failure = callHook();
    failure.ifPresent(e -> journal.hookFailed(result, e));
    return result.withHookFailure(failure);
  }

  private Optional<Exception> callHook() {
    try {
      options.hook().installed(device);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(e);
    } catch (Exception e) {
      log.warn("The hook for a new application failed: {}", e.toString());
      log.debug("The failure", e);
      return Optional.of(e);
    } catch (Error e) {
      // The application is installed, whatever becomes of its hook.
      log.error("The hook for a new application failed: {}", e.toString());
      log.debug("The error", e);
      return Optional.of(new AssetException("the hook failed: " + e, e));
    }
  }

  /**
   * Restores the previous application if the one on trial was not confirmed in time, and calls the
   * {@linkplain ApplicationHook hook}. Each update begins with this; a process that runs on should
   * call it from time to time.
   *
   * @return false if there was nothing to do
   * @throws IOException if the device can't be written
   */
  public boolean rollBackIfOverdue() throws IOException {
    turn.lock();
    try {
      if (!device.rollBackIfOverdue()) {
        return false;
      }
      callHook();
      return true;
    } finally {
      turn.unlock();
    }
  }

  /**
   * Returns how the last update of the device ended, including updates before a restart and by
   * other agents, and the end of its trial.
   *
   * @return the record, if there was an update
   */
  public Optional<UpdateRecord> lastResult() {
    return device.status().lastUpdate();
  }

  /**
   * Returns the update that waits for a newer system. It continues when the same bundle is given to
   * {@link #update} and the {@linkplain UpdateAgentBuilder#system system} is new enough, also after
   * a restart.
   *
   * @return what waits, if anything does
   */
  public Optional<PendingUpdate> pending() {
    return device.status().pendingUpdate();
  }

  /**
   * Installs a bundle from a disk: the same as {@link #update} from that file.
   *
   * @param bundle the bundle
   * @return what was done
   * @throws AssetException if the bundle is not valid, not trusted, not for this device, or doesn't
   *     fit
   * @throws IOException if the file can't be read, or the device can't be written
   */
  public UpdateResult install(Path bundle) throws IOException {
    try (BundleSource source = BundleSource.of(bundle)) {
      return update(source, UpdateListener.NONE);
    }
  }

  /**
   * Asks a running update to stop at its next block. What has been fetched is kept. May be called
   * from any thread; has no effect without a running update, or once the installation has begun.
   */
  public void cancel() {
    cancelled = true;
  }
}
