package io.assetota.core.store;

import io.assetota.core.model.AssetReader;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Platform;
import io.assetota.core.model.Printable;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.store.clock.DeviceClock;
import io.assetota.core.store.clock.DeviceClock.Reading;
import io.assetota.core.store.clock.SystemClock;
import io.assetota.core.store.lock.DeviceLocks;
import io.assetota.core.store.lock.FileLocks;
import io.assetota.core.store.lock.Role;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
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
  private final SharedManifest shared;
  private final RunningClaim claim;
  private final StoreCleanUp cleanUp;
  private final DeviceClock clock;
  private final ModuleFolder modules;
  private final ApplicationSlot slot;
  private final StoredAssets assets;
  private final Installations installations;
  private final Trials trials;

  AssetStore(
      DeviceFiles files,
      DeviceLocks locks,
      DeviceLocks.@Nullable Held role,
      SharedManifest shared,
      RunningClaim claim,
      StoreCleanUp cleanUp,
      DeviceClock clock) {
    this.files = files;
    this.locks = locks;
    this.role = role;
    this.shared = shared;
    this.claim = claim;
    this.cleanUp = cleanUp;
    this.clock = clock;
    this.modules = new ModuleFolder(files);
    this.slot = new ApplicationSlot(files);
    this.assets = new StoredAssets(shared, claim, modules);
    this.installations = new Installations(shared, cleanUp, modules, slot, clock);
    this.trials = new Trials(shared, cleanUp, clock);
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
    return new StoreOpening(files, locks, role, platform, clock).open();
  }

  /**
   * Looks whether another process has changed what the device has. Costs a look at one file, if
   * none has.
   */
  public void refreshIfChanged() throws IOException {
    shared.refreshIfChanged();
  }

  /**
   * Does what {@link #refreshIfChanged} does, where nothing can be done about a failure.
   *
   * @return what the device has; after a failure, as this process last saw it
   */
  public DeviceContents contentsNow() {
    try {
      shared.refreshIfChanged();
    } catch (IOException e) {
      log.warn("Whether the device has changed can't be seen: {}", Printable.failure(e));
    }
    return contents();
  }

  /** Returns what the device has, as this process last saw it. */
  public DeviceContents contents() {
    return shared.contents();
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

  /** Returns what commits installations on this device. */
  public Installations installations() {
    return installations;
  }

  /** Returns what begins, counts and ends trials on this device. */
  public Trials trials() {
    return trials;
  }

  public Optional<FirmwareModule> loadApplication() throws IOException {
    synchronized (shared) { // No installation of this process moves it meanwhile
      return slot.current(contents().manifest().application());
    }
  }

  /** Opens an asset that is stored, or that the application of this process has claimed. */
  public AssetReader open(AssetReference asset) throws IOException {
    return assets.open(asset);
  }

  /**
   * Keeps assets as long as this process has the role of the application, also if an installation
   * drops them: those that the application requires now, and more.
   *
   * @param more what else to keep
   * @return what the device has
   */
  public DeviceContents claim(Set<AssetReference> more) throws IOException {
    return shared.commit(
        () -> {
          Set<AssetReference> all = new LinkedHashSet<>(more);
          contents().application().ifPresent(a -> all.addAll(a.assets()));
          claim.replace(all);
          return contents();
        });
  }

  /** Fails if this process has closed the device folder. */
  public void requireOpen() {
    shared.requireOpen();
  }

  public boolean isClosed() {
    return shared.isClosed();
  }

  /** From now on nothing is changed any more: the role may be another process's. */
  @Override
  public void close() throws IOException {
    synchronized (shared) {
      if (shared.isClosed()) {
        return;
      }
      dropClaim();
      shared.close();
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
    if (claim.own().isEmpty()) {
      return;
    }
    try {
      shared.commit(
          () -> {
            claim.remove();
            cleanUp.deleteUnneeded();
            return contents();
          });
    } catch (IOException e) {
      log.warn(
          "What the application used is left to the next opening of the device: {}",
          Printable.failure(e));
    }
  }
}
