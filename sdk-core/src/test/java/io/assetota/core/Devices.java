package io.assetota.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetReader;
import io.assetota.core.model.Platform;
import io.assetota.core.model.StorageLimits;
import io.assetota.core.store.SimulatedDisk;
import io.assetota.core.store.TestClock;
import io.assetota.core.store.clock.DeviceClock;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens devices on simulated disks, and says what must be true of them. */
public final class Devices {
  public static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

  private Devices() {}

  static Device open(SimulatedDisk files) throws IOException {
    return open(files, new TestClock());
  }

  static Device open(SimulatedDisk files, DeviceClock clock) throws IOException {
    return Device.open(files, Optional.empty(), clock);
  }

  static SimulatedDisk with(Release... releases) throws IOException {
    return with(Platform.LINUX, releases);
  }

  /** A device that has to drop the assets of the previous release. */
  static SimulatedDisk withRoomFor(int assets, Release... releases) throws IOException {
    long total = (long) assets * StorageLimits.BLOCK_SIZE;
    return with(Platform.LINUX.withStorage(new StorageLimits(total, total)), releases);
  }

  private static SimulatedDisk with(Platform platform, Release... releases) throws IOException {
    SimulatedDisk disk = new SimulatedDisk();
    try (Device device = Device.open(disk, Optional.of(platform), new TestClock())) {
      for (Release release : releases) {
        release.installOn(device);
      }
    }
    return disk.copy();
  }

  /** Exactly this application, all its assets, each with its content. */
  static void assertHas(Device device, Release release) throws IOException {
    assertThat(device.application()).contains(release.application());
    assertThat(device.missing()).isEmpty();
    assertThat(device.available()).extracting(Asset::reference).isEqualTo(release.assets());
    for (Asset asset : device.available()) {
      assertThat(read(asset)).isEqualTo(release.contents().get(asset.name()));
    }
  }

  static byte[] read(Asset asset) throws IOException {
    try (AssetReader in = asset.open()) {
      return in.readAllBytes();
    }
  }

  /** No file but those that the device needs. */
  static void assertNothingOrphaned(SimulatedDisk disk, Device device) {
    List<String> expected = new ArrayList<>(List.of("store/manifest"));
    List<Asset> stored = new ArrayList<>(device.available());
    stored.addAll(device.unused());
    stored.forEach(a -> expected.add("store/" + a.hash() + ".asset"));
    stored.forEach(a -> expected.add("store/" + a.hash() + ".chunks"));
    expected.addAll(List.of("application.bin", "state", "updates", "running"));
    device.trial().ifPresent(trial -> expected.add("application.previous"));
    assertThat(expected).containsAll(disk.names());
  }
}
