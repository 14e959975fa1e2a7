package io.assetota.core.store;

import io.assetota.core.device.InstalledApplication;
import io.assetota.core.model.ApplicationId;
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
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application and the asset modules in a device folder: files named by hash, and the manifest,
 * whose replacement is the only commit point. Opening recovers from whatever a power cut left.
 *
 * <p>Several processes have the folder open. What counts is the manifest on the disk: each change
 * is made under the commit lock, to the manifest that is read under it. Safe for use by several
 * threads.
 */
public final class AssetStore implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(AssetStore.class);

  private final DeviceFiles files;
  private final DeviceLocks locks;
  private final DeviceLocks.@Nullable Held role;
  private final ModuleFolder modules;
  private final RecordFile manifestFile;
  private final ApplicationSlot slot;
  private final StoreRecovery recovery;
  private final RunningClaim claim;
  private final DeviceClock clock;
  private final Trials trials = new Trials(this);
  private volatile DeviceContents contents;

  /** The manifest that {@link #contents} is about; another one on the disk is another process's. */
  private Optional<Manifest> onDisk;

  private Optional<Object> stamp = Optional.empty();

  /**
   * Whether the manifest on the disk is known to survive a power cut. Until it is, nothing is
   * deleted that the one before it needs.
   */
  private boolean settled;

  /** What the application of this process claims; empty if there is none here. */
  private Set<AssetReference> claimed = Set.of();

  private long installations;
  private boolean closed;

  private AssetStore(
      DeviceFiles files,
      DeviceLocks locks,
      DeviceLocks.@Nullable Held role,
      StoreRecovery.Found found,
      DeviceClock clock) {
    this.files = files;
    this.locks = locks;
    this.role = role;
    this.modules = new ModuleFolder(files);
    this.manifestFile = Manifest.file(files);
    this.slot = new ApplicationSlot(files);
    this.recovery = new StoreRecovery(files);
    this.claim = new RunningClaim(files);
    this.clock = clock;
    this.contents = found.contents();
    this.onDisk = found.onDisk();
  }

  /**
   * Opens the store of a folder on this machine, and makes the folder if there is none.
   *
   * @param role the role that this process takes until the store is closed; empty for none
   * @param platform the platform that the device is to have; empty for the one that it has
   */
  public static AssetStore open(Path home, Optional<Role> role, Optional<Platform> platform)
      throws IOException {
    DeviceFiles files = new DiskFiles(home);
    files.createFolder("");
    return open(files, new FileLocks(home), role, platform, SystemClock.system());
  }

  /**
   * Opens the store and recovers it.
   *
   * @param locks the locks, which the store closes
   * @param role the role that this process takes until the store is closed; empty for none
   * @param platform the platform that the device is to have; empty for the one that it has
   */
  public static AssetStore open(
      DeviceFiles files,
      DeviceLocks locks,
      Optional<Role> role,
      Optional<Platform> platform,
      DeviceClock clock)
      throws IOException {
    try {
      return locks.commit(() -> openLocked(files, locks, role, platform, clock));
    } catch (IOException | RuntimeException | Error e) {
      closeAfter(e, locks);
      throw e;
    }
  }

  private static AssetStore openLocked(
      DeviceFiles files,
      DeviceLocks locks,
      Optional<Role> role,
      Optional<Platform> platform,
      DeviceClock clock)
      throws IOException {
    locks.takeOver();
    DeviceLocks.Held held = role.isPresent() ? locks.take(role.get()) : null;
    try {
      return recovered(files, locks, held, role, platform, clock);
    } catch (IOException | RuntimeException | Error e) {
      if (held != null) {
        closeAfter(e, held);
      }
      throw e;
    }
  }

  private static void closeAfter(Throwable failure, Closeable lock) {
    try {
      lock.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static AssetStore recovered(
      DeviceFiles files,
      DeviceLocks locks,
      DeviceLocks.@Nullable Held held,
      Optional<Role> role,
      Optional<Platform> platform,
      DeviceClock clock)
      throws IOException {
    UpdateHistory.takeOver(files);
    StoreRecovery.Found found =
        new StoreRecovery(files)
            .recover(DeviceState.look(files).unhandledGeneration(), clock.read());
    AssetStore store = new AssetStore(files, locks, held, found, clock);
    store.stamp = store.manifestFile.stamp();
    if (!found.isWritten()) {
      store.adopt(found.contents());
      store.tidyUp("the recovery");
    }
    store.clearUp(role);
    store.retain();
    if (platform.isPresent()) {
      store.setPlatform(platform.get());
    }
    return store;
  }

  /** Removes what processes left that were killed: nobody else has their roles now. */
  private void clearUp(Optional<Role> own) throws IOException {
    if (own.equals(Optional.of(Role.APPLICATION)) || !locks.isTaken(Role.APPLICATION)) {
      claim.remove();
      DeviceState.file(files).recover();
    }
    if (own.equals(Optional.of(Role.UPDATER)) || !locks.isTaken(Role.UPDATER)) {
      UpdateHistory.file(files).recover();
      modules.clearStaging();
    }
  }

  /** Fixes the platform of a device that has none yet, and the limits that its owner wants. */
  private synchronized void setPlatform(Platform platform) throws IOException {
    Optional<Platform> present = contents.platform();
    if (present.isPresent() && present.get().id() != platform.id()) {
      throw new AssetException(
          "this device folder is a "
              + present.get()
              + ", not a "
              + platform
              + ": use another folder");
    }
    Optional<StorageLimits> limits =
        platform.storage().filter(l -> !Platform.byId(platform.id()).equals(Optional.of(platform)));
    Manifest manifest = contents.manifest().withPlatform(platform.id(), limits);
    if (!manifest.equals(contents.manifest())) {
      replace(contents.with(manifest));
    }
  }

  /** Makes a change under the commit lock, to what the device has then. */
  synchronized <T> T commit(DeviceLocks.Work<T> change) throws IOException {
    requireOpen();
    return locks.commit(
        () -> {
          refresh();
          return change.run();
        });
  }

  /** Takes what another process has made of the device since. Only under the commit lock. */
  private synchronized void refresh() throws IOException {
    Optional<Object> now = manifestFile.stamp();
    Optional<Manifest> found;
    try {
      found = Manifest.read(manifestFile);
    } catch (UnreadableException e) {
      throw e;
    } catch (AssetException e) {
      log.warn("{}; it is written again", e.getMessage());
      found = Optional.empty();
    }
    if (found.isEmpty()) {
      onDisk = found; // what this process knows is the best that there is
      settled = false;
    } else if (!found.equals(onDisk)) {
      DeviceContents changed = recovery.describe(found.get());
      contents = changed.withUnreadable(contents.unreadableOf(changed.manifest()));
      onDisk = found;
      settled = false;
    }
    stamp = now;
  }

  /**
   * Looks whether another process has changed what the device has. Costs a look at one file, if
   * none has.
   */
  public void refreshIfChanged() throws IOException {
    if (!manifestFile.stamp().equals(lastStamp())) {
      commit(() -> contents);
    }
  }

  /** Does the same, where nothing can be done about a failure: what was last seen is told. */
  public DeviceContents contentsNow() {
    try {
      refreshIfChanged();
    } catch (IOException e) {
      log.warn("Whether the device has changed can't be seen: {}", Printable.failure(e));
    }
    return contents;
  }

  private synchronized Optional<Object> lastStamp() {
    return stamp;
  }

  /** Replaces the manifest: the commit point. Deletes nothing. */
  synchronized void replace(DeviceContents next) throws IOException {
    settled = false;
    try {
      next.manifest().write(manifestFile);
    } catch (IOException e) {
      if (!isThereAllTheSame(next, e)) {
        throw e;
      }
    }
    settled = true;
    contents = next;
    onDisk = Optional.of(next.manifest());
    stamp = manifestFile.stamp();
  }

  /** After a write that failed, the disk tells which manifest counts, for all processes alike. */
  private boolean isThereAllTheSame(DeviceContents next, IOException failure) {
    try {
      if (Manifest.read(manifestFile).equals(Optional.of(next.manifest()))) {
        contents = next;
        onDisk = Optional.of(next.manifest());
        files.forceFolder(ModuleFolder.STORE);
        return true;
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return false;
  }

  /** Takes a manifest that says what is so anyway, whether or not it can be written now. */
  private synchronized void adopt(DeviceContents actual) {
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

  /** Returns what the device has, as this process last saw it. */
  public DeviceContents contents() {
    return contents;
  }

  public synchronized Optional<FirmwareModule> loadApplication() throws IOException {
    return slot.current(contents.manifest().application());
  }

  /** Returns a number for an installation, which tells its staged files from those of others. */
  public synchronized long nextInstallation() {
    return ++installations;
  }

  public AssetReader open(AssetReference asset) throws IOException {
    requireOpen();
    if (!isKept(asset)) {
      throw gone(asset, null);
    }
    try {
      return modules.open(asset.hash(), damage -> checkAfterDamage(asset));
    } catch (NoSuchFileException e) {
      checkAfterDamage(asset);
      throw gone(asset, e);
    } catch (AssetException e) {
      checkAfterDamage(asset);
      throw e;
    }
  }

  private synchronized boolean isKept(AssetReference asset) {
    return contents.manifest().assets().containsKey(asset) || claimed.contains(asset);
  }

  private static AssetException gone(AssetReference asset, @Nullable Throwable cause) {
    return new AssetException("asset " + asset + " is no longer stored on this device", cause);
  }

  /**
   * A damaged module is worth nothing: without it in the manifest, the next update brings the asset
   * again. The file is looked at first, as the reader that found the damage may have been open
   * since before an update replaced it.
   */
  private synchronized void checkAfterDamage(AssetReference asset) {
    if (closed) {
      return;
    }
    try {
      commit(
          () -> {
            if (contents.manifest().assets().containsKey(asset)) {
              dropIfDamaged(asset);
            }
            return contents;
          });
    } catch (IOException e) {
      log.warn("Asset {} may be damaged, but can't be looked at: {}", asset, Printable.failure(e));
    }
  }

  private void dropIfDamaged(AssetReference asset) throws IOException {
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
    }
  }

  /**
   * Keeps assets as long as this process has the role of the application, also if an installation
   * drops them: those that the application requires now, and more.
   *
   * @param more what else to keep
   * @return what the device has
   */
  public DeviceContents claim(Set<AssetReference> more) throws IOException {
    return commit(
        () -> {
          Set<AssetReference> all = new LinkedHashSet<>(more);
          contents.application().ifPresent(a -> all.addAll(a.assets()));
          if (!all.equals(claimed)) {
            claimed = Set.copyOf(all);
            claim.write(all);
          }
          return contents;
        });
  }

  /**
   * Writes an application where it doesn't count yet, so that the commit only has to move it.
   *
   * @param planned the manifest that the installation was planned on
   * @param installation tells its file from those of other installations
   * @return the file; empty if the device has this application
   */
  public Optional<String> stage(FirmwareModule application, Manifest planned, long installation)
      throws IOException {
    requireOpen();
    return planned.application().equals(Optional.of(application.id()))
        ? Optional.empty()
        : Optional.of(slot.stage(application, installation));
  }

  /**
   * Makes an installation happen: modules into the store, the application beside the active one,
   * then the manifest, then the clean-up, which opening would do as well.
   *
   * @param planned the manifest that the installation was planned on
   * @param application the new application
   * @param stagedApplication its file; empty if the device has it
   * @param assets all assets afterwards
   * @param staged files of the verified modules that are new
   * @param trial how long the previous application stays for a trial; empty to replace it for good
   * @throws IOException if it failed; {@link #contents} tells what the device has
   */
  public void commit(
      Manifest planned,
      FirmwareModule application,
      Optional<String> stagedApplication,
      Map<AssetReference, Stored> assets,
      Map<AssetHash, String> staged,
      Optional<Duration> trial)
      throws IOException {
    ApplicationId identity = application.id();
    InstalledApplication installed = InstalledApplication.of(application);
    commit(
        () -> {
          if (!planned.equals(contents.manifest())) {
            throw new AssetException(
                "the device's assets changed since the installation was prepared: prepare it"
                    + " again");
          }
          finishEarlier();
          try {
            modules.take(staged);
            if (stagedApplication.isPresent()) {
              slot.prepare(stagedApplication.get());
            }
            replace(after(planned, installed, identity, assets, staged.keySet(), trial));
          } catch (IOException e) {
            tidyUp("a failed installation");
            throw e;
          }
          tidyUp("an installation");
          return contents;
        });
  }

  private DeviceContents after(
      Manifest planned,
      InstalledApplication installed,
      ApplicationId identity,
      Map<AssetReference, Stored> assets,
      Set<AssetHash> stored,
      Optional<Duration> trial) {
    Optional<TrialRecord> begun =
        trial.flatMap(
            within ->
                planned
                    .application()
                    .filter(p -> !p.equals(identity))
                    .map(p -> TrialRecord.begun(installed.id(), p, now(), within)));
    return new DeviceContents(
        planned
            .withPlatform(
                planned.platformId().orElse(installed.prefix().platformId()), planned.limits())
            .withApplication(Optional.of(identity))
            .withGeneration(contents.generationWith(installed, stored))
            .withAssets(assets)
            .withTrial(
                begun,
                planned
                    .trialEnd()
                    .filter(e -> begun.isEmpty())
                    .filter(e -> !e.application().equals(installed.id()))),
        Optional.of(installed),
        begun.flatMap(t -> contents.application()),
        contents.unreadableWithout(stored));
  }

  /** Returns what begins, counts and ends trials on this device. */
  public Trials trials() {
    return trials;
  }

  /** Makes the manifest that counts safe: its write or its clean-up may have failed before. */
  synchronized void finishEarlier() throws IOException {
    if (onDisk.isEmpty()) {
      replace(contents);
    }
    settle();
    slot.recover(contents.manifest().application(), contents.manifest().previous(), this::settle);
  }

  private synchronized void settle() throws IOException {
    if (!settled) {
      files.forceFolder(ModuleFolder.STORE);
      settled = true;
    }
  }

  /** What counts is settled: what is left to do is done now or by the next opening. */
  synchronized void tidyUp(String after) {
    if (!settled) {
      return;
    }
    try {
      slot.recover(contents.manifest().application(), contents.manifest().previous(), this::settle);
      retain();
    } catch (IOException e) {
      log.warn(
          "The clean-up after {} is left to the next opening of the device: {}",
          after,
          Printable.failure(e));
    }
  }

  /** Deletes the modules that nobody needs. */
  private synchronized void retain() throws IOException {
    Set<AssetHash> needed = new LinkedHashSet<>();
    contents.manifest().assets().keySet().forEach(asset -> needed.add(asset.hash()));
    claimed.forEach(asset -> needed.add(asset.hash()));
    if (locks.isTaken(Role.APPLICATION)) {
      Optional<Set<AssetHash>> running = claim.read();
      if (running.isEmpty()) {
        return; // what the running application needs isn't known
      }
      needed.addAll(running.get());
    }
    for (String file : modules.others(needed)) {
      settle();
      files.delete(file);
    }
  }

  public void requireOpen() {
    if (isClosed()) {
      throw new IllegalStateException("this device folder was closed");
    }
  }

  public synchronized boolean isClosed() {
    return closed;
  }

  /** From now on nothing is changed any more: the role may be another process's. */
  @Override
  public void close() throws IOException {
    synchronized (this) {
      if (closed) {
        return;
      }
      dropClaim();
      closed = true;
    }
    try {
      if (role != null) {
        role.close();
      }
    } finally {
      locks.close();
    }
  }

  private void dropClaim() {
    if (claimed.isEmpty()) {
      return;
    }
    try {
      commit(
          () -> {
            claimed = Set.of();
            claim.remove();
            retain();
            return contents;
          });
    } catch (IOException e) {
      log.warn(
          "What the application used is left to the next opening of the device: {}",
          Printable.failure(e));
    }
  }
}
