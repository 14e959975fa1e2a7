package io.assetota.core.store;

import io.assetota.core.device.InstalledApplication;
import io.assetota.core.device.TrialEnd;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReader;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Platform;
import io.assetota.core.model.Printable;
import io.assetota.core.model.StorageLimits;
import io.assetota.core.model.UnreadableException;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.store.DeviceClock.Reading;
import io.assetota.core.store.Manifest.Stored;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application and the asset modules in a device folder: files named by hash, and the manifest,
 * whose replacement is the only commit point. Opening recovers from whatever a power cut left. Safe
 * for use by several threads.
 */
public final class AssetStore {
  private static final Logger log = LoggerFactory.getLogger(AssetStore.class);

  private final DeviceFiles files;
  private final ModuleFolder modules;
  private final RecordFile manifestFile;
  private final ApplicationSlot slot;
  private final DeviceClock clock;
  private DeviceContents contents;

  /**
   * Whether the manifest on disk is known to be the one in memory. It is not after a write that
   * failed: either may be there, so until the next that succeeds nothing of either is deleted.
   */
  private boolean settled = true;

  private long installations;
  private boolean closed;

  private AssetStore(DeviceFiles files, DeviceContents contents, DeviceClock clock) {
    this.files = files;
    this.modules = new ModuleFolder(files);
    this.manifestFile = Manifest.file(files);
    this.slot = new ApplicationSlot(files);
    this.contents = contents;
    this.clock = clock;
  }

  /**
   * Opens the store and recovers it.
   *
   * @param unhandledGeneration for a manifest that has to be made: the application is told of all
   *     assets once more
   */
  public static AssetStore open(DeviceFiles files, long unhandledGeneration, DeviceClock clock)
      throws IOException {
    StoreRecovery recovery = new StoreRecovery(files);
    StoreRecovery.Found found = recovery.recover(unhandledGeneration, clock.read());
    AssetStore store = new AssetStore(files, found.contents(), clock);
    if (!found.isWritten()) {
      store.adopt(found.contents());
      store.tidyUp("the recovery");
    }
    recovery.cleanUp(found.contents().manifest());
    return store;
  }

  /** Replaces the manifest: the commit point. Deletes nothing. */
  private void replace(DeviceContents next) throws IOException {
    settled = false;
    next.manifest().write(manifestFile);
    settled = true;
    contents = next;
  }

  /** Takes a manifest that says what is so anyway, whether or not it can be written now. */
  private void adopt(DeviceContents actual) {
    contents = actual;
    try {
      replace(actual);
    } catch (IOException e) {
      log.warn(
          "The device's manifest could not be written; it is tried again later: {}",
          Printable.failure(e));
    }
  }

  public Reading now() {
    return clock.read();
  }

  public DeviceFiles files() {
    return files;
  }

  public ModuleFolder modules() {
    return modules;
  }

  public synchronized DeviceContents contents() {
    return contents;
  }

  public synchronized Optional<FirmwareModule> loadApplication() throws IOException {
    return slot.current(contents.manifest().application());
  }

  /** Returns a number for an installation, which tells its staged files from those of others. */
  public synchronized long nextInstallation() {
    return ++installations;
  }

  /** Fixes the platform of a device that has none yet, and the limits that its owner wants. */
  public synchronized void setPlatform(Platform platform) throws IOException {
    Optional<StorageLimits> limits =
        platform.storage().filter(l -> !Platform.byId(platform.id()).equals(Optional.of(platform)));
    Manifest manifest = contents.manifest().withPlatform(platform.id(), limits);
    if (!manifest.equals(contents.manifest())) {
      replace(contents.with(manifest));
    }
  }

  public synchronized AssetReader open(AssetReference asset) throws IOException {
    requireOpen();
    if (!contents.manifest().assets().containsKey(asset)) {
      throw new AssetException("asset " + asset + " is no longer stored on this device");
    }
    try {
      return modules.open(asset.hash(), damage -> checkAfterDamage(asset));
    } catch (NoSuchFileException e) {
      checkAfterDamage(asset);
      throw new AssetException("asset " + asset + " is no longer stored on this device", e);
    } catch (AssetException e) {
      checkAfterDamage(asset);
      throw e;
    }
  }

  /**
   * A damaged module is worth nothing: without it in the manifest, the next update brings the asset
   * again. The file is looked at first, as the reader that found the damage may have been open
   * since before an update replaced it.
   */
  private synchronized void checkAfterDamage(AssetReference asset) {
    if (closed || !contents.manifest().assets().containsKey(asset)) {
      return;
    }
    try {
      modules.requireIntact(asset.hash());
    } catch (UnreadableException e) {
      log.warn("Asset {} is kept, and an update may bring it again: {}", asset, e.getMessage());
      contents = contents.withUnreadable(contents.unreadableAnd(asset.hash()));
    } catch (AssetException | NoSuchFileException e) {
      log.warn(
          "Asset {} is damaged on disk and dropped; an update brings it again: {}",
          asset,
          e.getMessage());
      Map<AssetReference, Stored> rest = new LinkedHashMap<>(contents.manifest().assets());
      rest.keySet().removeIf(other -> other.hash().equals(asset.hash()));
      adopt(contents.with(contents.manifest().withAssets(rest)));
    } catch (IOException e) {
      log.warn("Asset {} may be damaged, but can't be looked at: {}", asset, Printable.failure(e));
    }
  }

  /**
   * Makes an installation happen: modules into the store, the application beside the active one,
   * then the manifest, then the clean-up, which opening would do as well.
   *
   * @param planned the manifest that the installation was planned on
   * @param assets all assets afterwards
   * @param staged files of the verified modules that are new
   * @param trial how long the application before stays for a trial; empty to replace it for good
   * @throws IOException if it did not happen; only when the manifest was being written at that
   *     moment, a power cut or the end of the process may make it happen yet
   */
  public synchronized void commit(
      Manifest planned,
      FirmwareModule application,
      Map<AssetReference, Stored> assets,
      Map<AssetHash, String> staged,
      Optional<Duration> trial)
      throws IOException {
    requireOpen();
    if (!planned.equals(contents.manifest())) {
      throw new AssetException(
          "the device's assets changed since the installation was prepared: prepare it again");
    }
    finishEarlier();
    AssetHash identity = ApplicationSlot.identify(application);
    InstalledApplication installed = InstalledApplication.of(application);
    Optional<TrialRecord> begun =
        trial.flatMap(
            within ->
                planned
                    .application()
                    .filter(p -> !p.equals(identity))
                    .map(p -> TrialRecord.begun(installed.sha256(), p, now(), within)));
    boolean replaced = !planned.application().equals(Optional.of(identity));
    try {
      modules.take(staged);
      if (replaced) {
        slot.prepare(application);
      }
      replace(
          new DeviceContents(
              planned
                  .withPlatform(
                      planned.platformId().orElse(application.prefix().platformId()),
                      planned.limits())
                  .withApplication(Optional.of(identity))
                  .withGeneration(contents.generationWith(installed, staged.keySet()))
                  .withAssets(assets)
                  .withTrial(
                      begun,
                      planned
                          .trialEnd()
                          .filter(e -> begun.isEmpty())
                          .filter(e -> !e.application().equals(installed.sha256()))),
              Optional.of(installed),
              begun.flatMap(t -> contents.application()),
              contents.unreadableWithout(staged.keySet())));
    } catch (IOException e) {
      tidyUp("a failed installation");
      throw e;
    }
    tidyUp("an installation");
  }

  /** Keeps the application that is on trial. */
  public synchronized boolean confirm() throws IOException {
    return endTrial(() -> contents.confirmed(now().wall()));
  }

  /** Brings the application before the trial back. */
  public synchronized boolean rollBack() throws IOException {
    return rollBack(TrialEnd.Kind.ROLLED_BACK);
  }

  public synchronized boolean rollBackIfOverdue() throws IOException {
    requireOpen();
    Reading now = now();
    return contents.manifest().trial().filter(t -> t.isOver(now)).isPresent()
        && rollBack(TrialEnd.Kind.OVERDUE);
  }

  /** Notes that the application starts, if it is on trial; it may have done so too often. */
  public synchronized void countStart() throws IOException {
    Manifest manifest = contents.manifest();
    if (manifest.trial().isEmpty()) {
      return;
    }
    TrialRecord trial = manifest.trial().get();
    if (trial.startsLeft() == 0) {
      rollBack(TrialEnd.Kind.KEPT_STARTING);
    } else {
      replace(
          contents.with(manifest.withTrial(Optional.of(trial.started(now())), Optional.empty())));
    }
  }

  private boolean rollBack(TrialEnd.Kind why) throws IOException {
    return endTrial(() -> contents.rolledBack(why, now().wall()));
  }

  private boolean endTrial(Supplier<DeviceContents> after) throws IOException {
    requireOpen();
    if (contents.manifest().trial().isEmpty()) {
      return false;
    }
    finishEarlier();
    replace(after.get());
    tidyUp("a trial");
    contents
        .manifest()
        .trialEnd()
        .ifPresent(
            e ->
                log.info(
                    "The trial of {} ended: {}", e.application().abbreviated(), e.kind().reason()));
    return true;
  }

  /** Brings the disk to where memory is: a write or a clean-up may have failed before. */
  private void finishEarlier() throws IOException {
    if (!settled) {
      replace(contents);
    }
    slot.recover(contents.manifest().application(), contents.manifest().previous());
  }

  /** What counts is settled: what is left to do is done now or by the next opening. */
  private void tidyUp(String after) {
    if (!settled) {
      return;
    }
    try {
      slot.recover(contents.manifest().application(), contents.manifest().previous());
      modules.retain(contents.manifest().assets().keySet());
    } catch (IOException e) {
      log.warn(
          "The clean-up after {} is left to the next opening of the device: {}",
          after,
          Printable.failure(e));
    }
  }

  public void requireOpen() {
    if (isClosed()) {
      throw new IllegalStateException("this AssetManager is closed");
    }
  }

  public synchronized boolean isClosed() {
    return closed;
  }

  /** From now on nothing is changed any more: the folder may be another process's. */
  public synchronized void close() {
    closed = true;
  }
}
