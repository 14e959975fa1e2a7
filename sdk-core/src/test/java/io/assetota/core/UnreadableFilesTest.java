package io.assetota.core;

import static io.assetota.core.Devices.assertHas;
import static io.assetota.core.Devices.assertNothingOrphaned;
import static io.assetota.core.Devices.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.assetota.core.device.ConsumerState;
import io.assetota.core.install.InstallPlan;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.UnreadableException;
import io.assetota.core.store.SimulatedDisk;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that can't be read, for want of a permission or because the disk fails. They are neither
 * missing nor damaged as far as anybody knows: nothing may be given up for it.
 */
final class UnreadableFilesTest {
  private static final String LONG = "content that is long enough, ".repeat(100);
  private static final Release FIRST = Release.of("first", "a", "some " + LONG, "b", "other");
  private static final Release SECOND = Release.of("second", "a", "new " + LONG, "b", "other");

  private final SimulatedDisk disk;

  UnreadableFilesTest() throws IOException {
    disk = Devices.with(FIRST);
    open(disk).assetsHandled(true);
  }

  private static String file(AssetReference asset) {
    return "store/" + asset.hash() + ".asset";
  }

  private static Map<String, String> everything(SimulatedDisk disk) {
    Map<String, String> all = new TreeMap<>();
    disk.names().forEach(name -> all.put(name, AssetHash.ofContent(disk.get(name)).toString()));
    return all;
  }

  private void assertAllIsThereAgain(Map<String, String> before) throws IOException {
    assertThat(everything(disk)).isEqualTo(before);
    disk.heal();
    try (Device device = open(disk)) {
      assertHas(device, FIRST);
      assertThat(device.status().consumerState()).isEqualTo(ConsumerState.HANDLED);
      assertNothingOrphaned(disk, device);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"store", "store/manifest", "application.bin", "state", "a module"})
  void aPermissionThatLacksIsToldAndNothingIsGivenUp(String what) throws IOException {
    Map<String, String> before = everything(disk);
    String denied = what.equals("a module") ? file(FIRST.asset("a")) : what;
    disk.deny(denied);
    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(() -> open(disk))
        .withMessageContaining(denied);
    assertAllIsThereAgain(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1000})
  void aModuleThatCanNotBeReadIsKeptAndAnUpdateBringsItAgain(int from) throws IOException {
    Release release = Release.of("r", "b", "other").with("big", new byte[3_000]);
    Release plain = incompressible();
    assertThat(release.assets()).isNotEqualTo(plain.assets());
    try (Device device = open(disk)) {
      plain.installOn(device);
      device.assetsHandled(true);
    }
    AssetReference big = plain.asset("big");
    Map<String, String> before = everything(disk);
    disk.wearOut(file(big), from);
    try (Device device = open(disk)) {
      if (from > 0) {
        assertThat(device.missing()).as("its header can be read").isEmpty();
        Asset asset = device.available("big").orElseThrow();
        assertThatExceptionOfType(UnreadableException.class)
            .isThrownBy(() -> Devices.read(asset))
            .withMessageContaining("can't be read: Input/output error");
      }
      assertThat(device.missing()).containsExactly(big);
      assertThat(everything(disk)).isEqualTo(before);
    }
    disk.heal();
    assertHas(open(disk), plain);
    assertThat(everything(disk)).as("the disk has recovered").isEqualTo(before);

    disk.wearOut(file(big), from);
    try (Device device = open(disk)) {
      device.available("big").ifPresent(UnreadableFilesTest::readInVain);
      assertThat(plain.prepareOn(device).plan().moving())
          .extracting(InstallPlan.PlannedAsset::asset)
          .containsExactly(big);
      disk.heal();
      plain.installOn(device);
      assertHas(device, plain);
      assertNothingOrphaned(disk, device);
    }
  }

  private static void readInVain(Asset asset) {
    assertThatExceptionOfType(UnreadableException.class).isThrownBy(() -> Devices.read(asset));
  }

  private static Release incompressible() {
    byte[] content = new byte[3_000];
    new Random(1).nextBytes(content);
    return Release.of("plain", "b", "other").with("big", content);
  }

  @Test
  void anotherInstallationKeepsWhatCanNotBeRead() throws IOException {
    disk.wearOut(file(FIRST.asset("a")), 0);
    try (Device device = open(disk)) {
      SECOND.installOn(device);
      assertHas(device, SECOND);
    }
    disk.heal();
    try (Device device = open(disk)) {
      assertThat(device.unused()).extracting(Asset::reference).containsExactly(FIRST.asset("a"));
      assertThat(FIRST.installOn(device).moving()).isEmpty();
      assertHas(device, FIRST);
    }
  }

  @Test
  void aManifestThatCanNotBeReadIsNotMadeAnew() throws IOException {
    Map<String, String> before = everything(disk);
    disk.wearOut("store/manifest", 0);
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> open(disk))
        .withMessage("the device's file store/manifest can't be read: Input/output error");
    assertAllIsThereAgain(before);
  }

  /** Modules that no manifest names are deleted: so a new one has to name them all. */
  @Test
  void aManifestIsNotMadeFromModulesThatCanNotBeRead() throws IOException {
    disk.remove("store/manifest");
    disk.wearOut(file(FIRST.asset("a")), 0);
    Map<String, String> before = everything(disk);
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> open(disk))
        .withMessageContaining(file(FIRST.asset("a")));
    assertThat(everything(disk)).isEqualTo(before);
    disk.heal();
    assertHas(open(disk), FIRST);
  }

  @Test
  void anApplicationThatCanNotBeReadStaysWhereItIs() throws IOException {
    disk.wearOut("application.bin", 0);
    try (Device device = open(disk)) {
      assertThat(device.application()).isEmpty();
      assertThat(device.unused()).hasSize(2);
    }
    disk.heal();
    assertHas(open(disk), FIRST);
    disk.wearOut("application.bin", 0);
    try (Device device = open(disk)) {
      FIRST.installOn(device);
      disk.heal();
      assertHas(device, FIRST);
    }
  }

  /** Before the active one makes room for it, and after. */
  @ParameterizedTest
  @ValueSource(strings = {"application.bin", "application.previous"})
  void anApplicationOnItsWayIsNotGivenUp(String beside) throws IOException {
    boolean found = false;
    for (int n = 1; !found; n++) {
      SimulatedDisk cut = disk.copy();
      cut.cutAfter(n);
      assertThatExceptionOfType(SimulatedDisk.PowerCut.class)
          .isThrownBy(() -> SECOND.tryOn(open(cut), Duration.ofMinutes(10)));
      SimulatedDisk next = cut.afterPowerCut(1);
      found = next.names().containsAll(List.of("application.next", beside));
      if (found) {
        assertNextIsKept(next);
      }
    }
  }

  private static void assertNextIsKept(SimulatedDisk disk) throws IOException {
    Map<String, String> before = everything(disk);
    disk.wearOut("application.next", 0);
    try (Device device = open(disk)) {
      assertThat(device.application()).contains(FIRST.application());
    } catch (UnreadableException e) {
      assertThat(e).hasMessageContaining("application.next can't be read");
      assertThat(everything(disk)).isEqualTo(before);
    }
  }
}
