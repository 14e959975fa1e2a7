package io.assetota.core;

import io.assetota.core.device.DeviceStatus;
import io.assetota.core.device.InstalledApplication;
import io.assetota.core.device.PendingUpdate;
import io.assetota.core.device.Trial;
import io.assetota.core.device.UpdateRecord;
import io.assetota.core.install.Installer;
import io.assetota.core.install.Installers;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Platform;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.store.SimulatedDisk;
import io.assetota.core.store.clock.DeviceClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A device with its updater, and its application from the moment that a test does something as
 * such.
 */
public final class Device implements AutoCloseable {
  private interface Opener {
    AssetManager open() throws IOException;
  }

  private final Installer installer;
  private final Opener opener;
  private AssetManager assets;
  private boolean isStarted;

  private Device(Installer installer, Opener opener) {
    this.installer = installer;
    this.opener = opener;
  }

  static Device open(Path home) throws IOException {
    return new Device(Installer.open(home), () -> AssetManager.open(home));
  }

  static Device open(Path home, Platform platform) throws IOException {
    return new Device(Installer.open(home, platform), () -> AssetManager.open(home));
  }

  static Device open(SimulatedDisk disk, Optional<Platform> platform, DeviceClock clock)
      throws IOException {
    return new Device(
        Installers.open(disk, platform, clock),
        () -> AssetManager.open(disk, disk.locks(), Optional.empty(), clock));
  }

  Installer installer() {
    return installer;
  }

  synchronized AssetManager assets() throws IOException {
    if (assets == null) {
      assets = opener.open();
      assets.lookForUpdatesEvery(Duration.ZERO);
    }
    return assets;
  }

  DeviceStatus status() {
    return installer.status();
  }

  Optional<FirmwareModule> application() throws IOException {
    return installer.application();
  }

  List<AssetReference> required() {
    return status().application().map(InstalledApplication::assets).orElse(List.of());
  }

  List<Asset> available() {
    return status().available();
  }

  Optional<Asset> available(String name) {
    return available().stream().filter(a -> a.name().equals(name)).findFirst();
  }

  List<AssetReference> missing() {
    return status().missing();
  }

  List<Asset> unused() {
    return status().unused();
  }

  Optional<Trial> trial() {
    return status().trial();
  }

  boolean confirm() throws IOException {
    return installer.confirm();
  }

  boolean rollBack() throws IOException {
    return installer.rollBack();
  }

  boolean rollBackIfOverdue() throws IOException {
    return installer.rollBackIfOverdue();
  }

  void noteUpdate(UpdateRecord update, Optional<PendingUpdate> pending) throws IOException {
    installer.noteUpdate(update, pending);
  }

  Path home() {
    return installer.home();
  }

  Path stagingFolder() {
    return installer.stagingFolder();
  }

  void onAssetOta(OnAssetOta callback) throws IOException {
    assets().onAssetOta(callback);
  }

  void onAssetOta(AssetRouter router) throws IOException {
    assets().onAssetOta(router);
  }

  StartResult start() throws IOException {
    isStarted = true;
    return assets().start();
  }

  StartResult deliver() throws IOException {
    isStarted = true;
    return assets().deliver();
  }

  /** Before the start, the application is the one that is installed. */
  void assetsHandled(boolean handled) throws IOException {
    installer.status(); // throws if this was closed
    if (!isStarted) {
      assets().deliver();
    }
    assets().assetsHandled(handled);
  }

  @Override
  public void close() throws IOException {
    try {
      if (assets != null) {
        assets.close();
      }
    } finally {
      installer.close();
    }
  }
}
