package io.assetota.core.install;

import io.assetota.core.device.PendingUpdate;
import io.assetota.core.device.UpdateRecord;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.DeviceBusyException;
import io.assetota.core.model.Platform;
import io.assetota.core.model.StorageFullException;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.store.AssetStore;
import io.assetota.core.store.DeviceFiles;
import io.assetota.core.store.ModuleFolder;
import io.assetota.core.store.TrialRecord;
import io.assetota.core.store.UpdateHistory;
import io.assetota.core.store.clock.DeviceClock;
import io.assetota.core.store.lock.DeviceLocks;
import io.assetota.core.store.lock.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Installs applications and their assets on a device: for agents that bring updates. One process at
 * a time is the updater of a device folder; the application may run meanwhile, in this process or
 * in another one. Safe for use by several threads.
 */
public final class Installer extends DeviceFolder {
  private final UpdateHistory history;
  private final InstallationPlanner planner;

  private Installer(AssetStore store, UpdateHistory history) {
    super(store);
    this.history = history;
    this.planner = new InstallationPlanner(store, history);
  }

  /**
   * Opens a device folder, makes it if there is none, and recovers it from a power cut. A new one
   * takes the platform of its first application.
   *
   * @param home the folder
   * @return the installer, which the caller closes
   * @throws DeviceBusyException if another process updates the device, or this one has an installer
   *     open already
   * @throws AssetException if what is there can't be recovered
   * @throws IOException if the folder can't be read or written
   */
  public static Installer open(Path home) throws IOException {
    return open(AssetStore.open(home, Optional.of(Role.UPDATER), Optional.empty()));
  }

  /**
   * Opens a device folder that is to have this platform.
   *
   * @param home the folder
   * @param platform the platform, with the storage limits that the owner wants
   * @return the installer, which the caller closes
   * @throws DeviceBusyException if another process updates the device, or this one has an installer
   *     open already
   * @throws AssetException if the folder has another platform, or what is there can't be recovered
   * @throws IOException if the folder can't be read or written
   */
  public static Installer open(Path home, Platform platform) throws IOException {
    return open(AssetStore.open(home, Optional.of(Role.UPDATER), Optional.of(platform)));
  }

  static Installer open(
      DeviceFiles files, DeviceLocks locks, Optional<Platform> platform, DeviceClock clock)
      throws IOException {
    return open(AssetStore.open(files, locks, Optional.of(Role.UPDATER), platform, clock));
  }

  private static Installer open(AssetStore store) throws IOException {
    try {
      return new Installer(store, UpdateHistory.open(store.files()));
    } catch (IOException | RuntimeException | Error e) {
      store.close();
      throw e;
    }
  }

  /**
   * Prepares to install an application and its assets. Nothing changes until {@link
   * Installation#commit}.
   *
   * @param application an intact application for this device's platform
   * @param moduleLengths lengths in bytes of the asset modules that can be brought; those of stored
   *     assets may lack
   * @return the installation, which the caller closes
   * @throws AssetException if the application is not for this device, an asset can't be brought, or
   *     another application is on trial
   * @throws StorageFullException if the assets don't fit
   * @throws IOException if the device can't be read
   */
  public Installation prepare(FirmwareModule application, Map<AssetReference, Long> moduleLengths)
      throws IOException {
    return planner.prepare(application, moduleLengths, Optional.empty());
  }

  /**
   * Prepares to install an application that has to {@linkplain #confirm confirm} that it works.
   * Until it does, the previous application stays on the device with all its assets, and comes back
   * when the time is over, or when the new one was started three times without confirming and
   * starts again. Without a previous application it is installed for good, as there is nothing to
   * go back to.
   *
   * <p>The time is counted by the device's uptime, so that setting its clock ends nothing. From one
   * boot to the next it is that of the clock, if that can be believed; else the time in which the
   * device is off doesn't count, and the starts end a trial of which the device is never on for
   * long enough.
   *
   * @param application an intact application for this device's platform
   * @param moduleLengths lengths in bytes of the asset modules that can be brought; those of stored
   *     assets may lack
   * @param confirmWithin 1 second to 366 days
   * @return the installation, which the caller closes
   * @throws AssetException if the application is not for this device, an asset can't be brought, or
   *     another application is on trial
   * @throws StorageFullException if the assets don't fit, beside those that are kept
   * @throws IOException if the device can't be read
   */
  public Installation prepareOnTrial(
      FirmwareModule application, Map<AssetReference, Long> moduleLengths, Duration confirmWithin)
      throws IOException {
    return planner.prepare(
        application, moduleLengths, Optional.of(TrialRecord.requireSensible(confirmWithin)));
  }

  /**
   * Records the outcome of an update, for {@code DeviceStatus.lastUpdate}. What becomes of it
   * later, on trial, is added there.
   *
   * @param update its outcome
   * @param pending the update that waits for a newer system from now on; empty if none does
   * @throws IOException if it can't be written
   */
  public void noteUpdate(UpdateRecord update, Optional<PendingUpdate> pending) throws IOException {
    store().requireOpen();
    history.setLastUpdate(update, pending);
  }

  /**
   * Returns the folder for what an update has fetched so far. It lies on the same disk as the
   * store, and what is there survives a restart; the caller deletes its files.
   *
   * @return an existing folder
   */
  public Path stagingFolder() {
    return home().resolve(ModuleFolder.STAGING);
  }

  /**
   * Returns what is stored in chunks, for updates that bring only others.
   *
   * @return what is stored now
   */
  @SuppressWarnings("exports") // For the agent of this SDK only.
  public StoredContents storedContents() {
    store().requireOpen();
    return new StoredContents(store());
  }

  /** Closes the folder, as soon as an installation that is being committed is done. */
  @Override
  public void close() throws IOException {
    history.close();
    super.close();
  }
}
