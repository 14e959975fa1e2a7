package io.assetota.core.install;

import io.assetota.core.model.Platform;
import io.assetota.core.store.AssetStore;
import io.assetota.core.store.SimulatedDisk;
import io.assetota.core.store.clock.DeviceClock;
import java.io.IOException;
import java.util.Optional;

/** Opens simulated disks for updates. */
public final class Installers {
  private Installers() {}

  /** Takes the role of the updater. */
  public static Installer open(SimulatedDisk disk, Optional<Platform> platform, DeviceClock clock)
      throws IOException {
    return Installer.open(disk, disk.locks(), platform, clock);
  }

  /** Takes no role. */
  public static DeviceFolder look(SimulatedDisk disk, DeviceClock clock) throws IOException {
    return new DeviceFolder(
        AssetStore.open(disk, disk.locks(), Optional.empty(), Optional.empty(), clock));
  }
}
