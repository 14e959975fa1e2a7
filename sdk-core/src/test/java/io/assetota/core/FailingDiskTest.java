package io.assetota.core;

import static io.assetota.core.Devices.assertHas;
import static io.assetota.core.Devices.assertNothingOrphaned;
import static io.assetota.core.Devices.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.assetota.core.device.ConsumerState;
import io.assetota.core.device.InstalledApplication;
import io.assetota.core.install.DeviceFolder;
import io.assetota.core.install.Installers;
import io.assetota.core.store.SimulatedDisk;
import io.assetota.core.store.TestClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that is full, or fails, while the process goes on. */
@Tag("long")
final class FailingDiskTest {
  private static final int NEVER = Integer.MAX_VALUE;

  private static final Release FIRST =
      Release.of("first", "kept", "stays as it is", "changed", "old", "dropped", "goes");
  private static final Release SECOND =
      Release.of("second", "kept", "stays as it is", "changed", "new", "added", "comes");
  private static final Release THIRD =
      Release.of("third", "kept", "stays as it is", "changed", "newest", "twin", "stays as it is");

  private static int operationsOf(Release release, SimulatedDisk before) throws IOException {
    SimulatedDisk disk = before.copy();
    release.installOn(open(disk));
    return disk.operations();
  }

  /** Installs while the disk fails, and tells whether it succeeded. */
  private static boolean isInstalled(
      Device device, SimulatedDisk disk, Release release, int first, int last) {
    disk.failBetween(first, last);
    try {
      release.installOn(device);
      return true;
    } catch (IOException e) {
      return false;
    } finally {
      disk.failBetween(NEVER, NEVER);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 1_000})
  void whereverTheDiskFailsTheManagerStaysUsableAndConsistent(int further) throws IOException {
    SimulatedDisk before = Devices.withRoomFor(3, FIRST);
    int operations = operationsOf(SECOND, before);
    for (int n = 1; n <= operations; n++) {
      SimulatedDisk disk = before.copy();
      Device device = open(disk);
      boolean installed = isInstalled(device, disk, SECOND, n, n + further);
      assertHasOneOf(device, installed ? List.of(SECOND) : List.of(FIRST, SECOND));
      assertThat(lookedAt(disk)).as("as others see it").isEqualTo(device.status().application());
      for (int seed = 0; seed < 3; seed++) {
        SimulatedDisk cut = disk.afterPowerCut(seed);
        Device rebooted = open(cut);
        if (installed) {
          assertHas(rebooted, SECOND);
        } else {
          assertHasOneOf(rebooted, List.of(FIRST, SECOND));
        }
        assertNothingOrphaned(cut, rebooted);
      }
      THIRD.installOn(device);
      assertHas(device, THIRD);
      Device reopened = open(disk);
      assertHas(reopened, THIRD);
      assertNothingOrphaned(disk, reopened);
      assertThat(device.status().consumerState()).isEqualTo(ConsumerState.WANT);
    }
  }

  /** The hard case: the failure leaves it open which set counts, and the power goes in the next. */
  @Test
  void aPowerCutInTheInstallationAfterAFailedOneLeavesNoMix() throws IOException {
    SimulatedDisk before = Devices.withRoomFor(3, FIRST);
    int operations = operationsOf(SECOND, before);
    for (int n = 1; n <= operations; n++) {
      boolean complete = false;
      for (int m = 1; !complete; m++) {
        SimulatedDisk disk = before.copy();
        Device device = open(disk);
        boolean installed = isInstalled(device, disk, SECOND, n, n + 2);
        disk.cutAfter(m);
        try {
          THIRD.installOn(device);
          complete = true;
        } catch (SimulatedDisk.PowerCut e) {
          complete = false;
        }
        SimulatedDisk cut = disk.afterPowerCut(n + m);
        Device rebooted = open(cut);
        assertHasOneOf(
            rebooted,
            complete
                ? List.of(THIRD)
                : installed ? List.of(SECOND, THIRD) : List.of(FIRST, SECOND, THIRD));
        assertNothingOrphaned(cut, rebooted);
      }
    }
  }

  private static Optional<InstalledApplication> lookedAt(SimulatedDisk disk) throws IOException {
    try (DeviceFolder other = Installers.look(disk, new TestClock())) {
      return other.status().application();
    }
  }

  private static void assertHasOneOf(Device device, List<Release> releases) throws IOException {
    for (Release release : releases) {
      if (device.application().equals(Optional.of(release.application()))) {
        assertHas(device, release);
        return;
      }
    }
    assertThat(device.status().application()).as("none of the releases").isEmpty();
    assertThat(releases).isEmpty();
  }

  /** The table of the asset's chunks is there still; it keeps nobody from anything. */
  @Test
  void aDeviceThatLostAnAssetOpensOnAFullDisk() throws IOException {
    SimulatedDisk disk = Devices.with(FIRST);
    String lost = "store/" + FIRST.asset("changed").hash();
    disk.remove(lost + ".asset");
    disk.failBetween(1, NEVER);
    Device device = open(disk);
    assertThat(device.missing()).containsExactly(FIRST.asset("changed"));
    assertThat(disk.names()).contains(lost + ".chunks");
    disk.failBetween(NEVER, NEVER);
    FIRST.installOn(device);
    assertHas(open(disk.copy()), FIRST);
  }

  @Test
  void tablesThatCouldNotBeDeletedAreDeletedByTheNextOpening() throws IOException {
    SimulatedDisk disk = Devices.with(FIRST);
    disk.remove("store/" + FIRST.asset("changed").hash() + ".asset");
    disk.put("staging/" + SECOND.asset("changed").hash() + ".1.chunks", new byte[10]);
    disk.failBetween(1, NEVER);
    open(disk).close();
    disk.failBetween(NEVER, NEVER);
    Device device = open(disk);
    assertThat(device.missing()).containsExactly(FIRST.asset("changed"));
    assertNothingOrphaned(disk, device);
  }

  @Test
  void whatCouldNotBeWrittenOfTheStateIsWrittenWhenItIsSaidAgain() throws IOException {
    SimulatedDisk disk = Devices.with(FIRST);
    Device device = open(disk);
    disk.failBetween(1, NEVER);
    assertThatIOException().isThrownBy(() -> device.assetsHandled(true));
    disk.failBetween(NEVER, NEVER);
    device.assetsHandled(true);
    assertThat(open(disk.copy()).status().consumerState()).isEqualTo(ConsumerState.HANDLED);
  }

  @Test
  void aFullDiskKeepsNoHandlerFromItsAssets() throws IOException {
    SimulatedDisk disk = Devices.with(FIRST);
    Device device = open(disk);
    List<String> handled = new ArrayList<>();
    device.onAssetOta(
        AssetRouter.builder().others((asset, context) -> handled.add(asset.name())).build());
    disk.failBetween(1, NEVER);
    assertThatIOException().isThrownBy(device::start);
    assertThat(handled).containsExactly("kept", "changed", "dropped");
  }
}
