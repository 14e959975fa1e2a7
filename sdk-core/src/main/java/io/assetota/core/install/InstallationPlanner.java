package io.assetota.core.install;

import io.assetota.core.device.InstallationRecord;
import io.assetota.core.device.InstalledApplication;
import io.assetota.core.device.Trial;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Platform;
import io.assetota.core.model.StorageFullException;
import io.assetota.core.model.StorageLimits;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ModuleFunction;
import io.assetota.core.store.AssetStore;
import io.assetota.core.store.DeviceContents;
import io.assetota.core.store.Manifest;
import io.assetota.core.store.UpdateHistory;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks that an application is for a device and fits it, and begins its installation. */
final class InstallationPlanner {
  private final AssetStore store;
  private final UpdateHistory history;

  InstallationPlanner(AssetStore store, UpdateHistory history) {
    this.store = store;
    this.history = history;
  }

  Installation prepare(
      FirmwareModule application, Map<AssetReference, Long> moduleLengths, Optional<Duration> trial)
      throws IOException {
    store.requireOpen();
    store.refreshIfChanged();
    DeviceContents contents = store.contents();
    requireNoTrial(contents.trial(store.now()));
    Platform platform = requireForThisDevice(application, contents);
    StorageLimits limits =
        platform
            .storage()
            .orElseThrow(
                () -> new AssetException("platform " + platform + " does not support assets"));
    InstalledApplication wanted = InstalledApplication.of(application.requireIntact());
    Manifest before = contents.manifest();
    Set<AssetReference> kept =
        trial.isPresent()
            ? contents.application().map(InstalledApplication::required).orElse(Set.of())
            : Set.of();
    InstallPlan plan =
        InstallPlan.of(
            before.withAssets(contents.usable()),
            contents.application(),
            wanted,
            moduleLengths,
            kept,
            limits);
    long needed = plan.bytesToStore() + application.length();
    long usable = store.files().usableSpace();
    if (needed > usable) {
      throw new StorageFullException("the disk of the device folder is full", needed, usable);
    }
    return new Installation(
        store, before, application, plan, trial, () -> record(application, plan));
  }

  /** What a trial goes back to is there once. */
  private static void requireNoTrial(Optional<Trial> trial) throws AssetException {
    if (trial.isPresent()) {
      boolean isOverdue = trial.get().standing() == Trial.Standing.OVERDUE;
      throw new AssetException(
          "the application "
              + trial.get().application().id()
              + (isOverdue ? " was on trial until " : " is on trial until ")
              + trial.get().confirmBy()
              + ": confirm it or roll it back before another is installed");
    }
  }

  private static Platform requireForThisDevice(FirmwareModule application, DeviceContents contents)
      throws AssetException {
    if (!application.prefix().function().equals(ModuleFunction.USER_PART)) {
      throw new AssetException(
          "not an application: its function is " + application.prefix().function());
    }
    int wanted = application.prefix().platformId();
    Platform platform =
        contents
            .platform()
            .or(() -> Platform.byId(wanted))
            .orElseThrow(
                () ->
                    new AssetException("the application is for an unknown platform, id " + wanted));
    if (platform.id() != wanted) {
      throw new AssetException(
          "the application is for "
              + Platform.byId(wanted).map(Platform::toString).orElse("platform " + wanted)
              + ", and this device folder for "
              + platform
              + ": each platform needs a folder of its own");
    }
    return platform;
  }

  private void record(FirmwareModule application, InstallPlan plan) throws IOException {
    int moved = plan.assetsToMove();
    history.setLastInstallation(
        new InstallationRecord(
            store.now().wall(),
            application.id(),
            plan.assets().size() - moved,
            moved,
            plan.bytesToStore()));
  }
}
