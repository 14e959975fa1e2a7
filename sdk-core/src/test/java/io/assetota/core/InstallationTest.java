package io.assetota.core;

import static io.assetota.core.Devices.assertHas;
import static io.assetota.core.Devices.assertNothingOrphaned;
import static io.assetota.core.Devices.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.assetota.core.install.Installation;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.IntegrityException;
import io.assetota.core.model.Platform;
import io.assetota.core.model.StorageFullException;
import io.assetota.core.model.StorageLimits;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ModuleFunction;
import io.assetota.core.module.TestModules;
import io.assetota.core.store.SimulatedDisk;
import io.assetota.core.store.TestClock;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What an installation takes, refuses, drops and leaves. */
final class InstallationTest {
  private static final Release FIRST = Release.of("first", "a", "content of a", "b", "content");
  private static final Release SECOND = Release.of("second", "a", "new content", "b", "content");

  private final SimulatedDisk disk = new SimulatedDisk();

  private static byte[] noise(int size, int seed) {
    byte[] content = new byte[size];
    new Random(seed).nextBytes(content);
    return content;
  }

  private Device openAs(Platform platform) throws IOException {
    return Device.open(disk, Optional.of(platform), new TestClock());
  }

  private static Platform linuxWith(long total, long largest) {
    return Platform.LINUX.withStorage(new StorageLimits(total, largest));
  }

  @Test
  void nothingChangesUntilCommitAndClosingWithoutItLeavesNothing() throws IOException {
    Device device = open(disk);
    FIRST.installOn(device);
    List<String> before = disk.names();
    try (Installation installation = SECOND.prepareOn(device)) {
      SECOND.stageAll(installation);
      assertHas(device, FIRST);
    }
    assertThat(disk.names()).isEqualTo(before);
  }

  @Test
  void aModuleThatHoldsSomethingElseIsNotTaken() throws IOException {
    Device device = open(disk);
    try (Installation installation = FIRST.prepareOn(device)) {
      AssetReference a = FIRST.asset("a");
      byte[] good = FIRST.module(a);
      byte[] damaged = good.clone();
      damaged[26] ^= 1;
      byte[] otherName = TestModules.asset("z", FIRST.contents().get("a"), good[9] == 3);
      for (byte[] module :
          List.of(
              FIRST.module(FIRST.asset("b")),
              damaged,
              otherName,
              Arrays.copyOf(good, good.length - 1),
              Arrays.copyOf(good, good.length + 1),
              new byte[0])) {
        assertThatExceptionOfType(AssetException.class)
            .isThrownBy(() -> installation.stage(a, out -> out.write(module)));
      }
      assertThatIllegalStateException()
          .isThrownBy(installation::commit)
          .withMessageContaining("not staged");
      FIRST.stageAll(installation); // and a second attempt is fine
      installation.commit();
    }
    assertHas(device, FIRST);
    assertNothingOrphaned(disk, device);
  }

  @Test
  void aSourceThatFailsLeavesNothing() throws IOException {
    Device device = open(disk);
    try (Installation installation = FIRST.prepareOn(device)) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(
              () ->
                  installation.stage(
                      FIRST.asset("a"),
                      out -> {
                        out.write(1);
                        out.close();
                        throw new IOException("connection reset");
                      }))
          .withMessage("connection reset");
    }
    assertThat(disk.list("staging")).isEmpty();
  }

  @Test
  void onlyWhatThePlanMovesIsStaged() throws IOException {
    Device device = open(disk);
    FIRST.installOn(device);
    try (Installation installation = SECOND.prepareOn(device)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> installation.stage(SECOND.asset("b"), out -> {}));
    }
  }

  @Test
  void anInstallationThatHasEndedIsOfNoUse() throws IOException {
    Device device = open(disk);
    Installation installation = FIRST.prepareOn(device);
    FIRST.stageAll(installation);
    installation.commit();
    assertThatIllegalStateException().isThrownBy(installation::commit);
    installation.close();
    installation.close();
    assertThatIllegalStateException().isThrownBy(() -> FIRST.stageAll(installation));
    assertHas(device, FIRST);
  }

  @Test
  void ofTwoInstallationsTheOneThatComesSecondIsToldAndLosesNothing() throws IOException {
    Device device = open(disk);
    Installation one = FIRST.prepareOn(device);
    Installation two = SECOND.prepareOn(device);
    FIRST.stageAll(one);
    SECOND.stageAll(two);
    FIRST.stageAll(one);
    two.commit();
    assertHas(device, SECOND);
    assertThatExceptionOfType(AssetException.class)
        .isThrownBy(one::commit)
        .withMessageContaining("prepare it again");
    one.close();
    assertHas(device, SECOND);
    assertNothingOrphaned(disk, device);
  }

  @Test
  void anAssetThatIsNeitherStoredNorOfferedIsAnError() throws IOException {
    Device device = open(disk);
    assertThatExceptionOfType(AssetException.class)
        .isThrownBy(() -> device.installer().prepare(FIRST.application(), Map.of()))
        .withMessageContaining("neither stored nor offered");
  }

  @Test
  void modulesOfImpossibleLengthsAreRefused() throws IOException {
    Device device = open(disk);
    for (long length : new long[] {-1, 0, 1L << 33, Long.MAX_VALUE}) {
      Map<AssetReference, Long> lengths = new HashMap<>();
      FIRST.assets().forEach(asset -> lengths.put(asset, length));
      assertThatExceptionOfType(AssetException.class)
          .isThrownBy(() -> device.installer().prepare(FIRST.application(), lengths))
          .withMessageContaining("impossible");
    }
  }

  /** Blocks of 4096 bytes, of which 4088 hold content. */
  @Test
  void storageIsCountedInWholeBlocksExactly() throws IOException {
    int overhead = TestModules.asset("a", new byte[0], false).length;
    Release exact = plain("a", 3 * 4088 - overhead);
    Release oneMore = plain("a", 3 * 4088 - overhead + 1);
    Device device = openAs(linuxWith(3 * 4096, 1 << 20));
    assertThat(device.installer().prepare(exact.application(), lengths(exact)).plan().storageUsed())
        .isEqualTo(3 * 4096);
    assertThatExceptionOfType(StorageFullException.class)
        .isThrownBy(() -> device.installer().prepare(oneMore.application(), lengths(oneMore)))
        .satisfies(e -> assertThat(e.needed()).isEqualTo(4 * 4096))
        .satisfies(e -> assertThat(e.available()).isEqualTo(3 * 4096))
        .withMessageContaining("4096 too many");
  }

  @Test
  void theLargestModuleIsCountedInBytes() throws IOException {
    Release release = plain("a", 1000);
    long length = lengths(release).get(release.asset("a"));
    openAs(linuxWith(1 << 20, length)).installer().prepare(release.application(), lengths(release));
    Device smaller = openAs(linuxWith(1 << 20, length - 1));
    assertThatExceptionOfType(StorageFullException.class)
        .isThrownBy(() -> smaller.installer().prepare(release.application(), lengths(release)))
        .withMessageContaining("asset a exceeds the largest asset module")
        .withMessageContaining("1 too many");
  }

  private static Release plain(String name, int size) {
    return Release.of("app " + size).with(name, noise(size, size));
  }

  private static Map<AssetReference, Long> lengths(Release release) throws IOException {
    Map<AssetReference, Long> lengths = new HashMap<>();
    for (AssetReference asset : release.assets()) {
      byte[] content = release.contents().get(asset.name());
      lengths.put(asset, (long) TestModules.asset(asset, content, false).length);
    }
    return lengths;
  }

  @Test
  void whereBothSetsDoNotFitUnusedAssetsGoTheOldestFirst() throws IOException {
    Device device = openAs(linuxWith(3 * 4096, 1 << 20));
    Release one = Release.of("1", "a", "1");
    Release two = Release.of("2", "a", "2");
    Release three = Release.of("3", "a", "3");
    Release four = Release.of("4", "a", "4");
    one.installOn(device);
    two.installOn(device);
    assertThat(three.installOn(device).dropped()).isEmpty();
    assertThat(device.status().storageUsed()).isEqualTo(3 * 4096);
    assertThat(four.installOn(device).dropped()).containsExactly(one.asset("a"));
    assertThat(one.prepareOn(device).plan().moving()).hasSize(1);
    assertThat(three.installOn(device).moving()).isEmpty();
    assertNothingOrphaned(disk, device);
  }

  @Test
  void withoutLimitTheSetBeforeIsKeptAndOlderOnesGo() throws IOException {
    Device device = open(disk);
    Release one = Release.of("1", "a", "1");
    Release two = Release.of("2", "a", "2");
    Release three = Release.of("3", "a", "3");
    one.installOn(device);
    two.installOn(device);
    Release.of("none").installOn(device);
    Release.of("none again").installOn(device);
    assertThat(device.unused()).hasSize(2);
    three.installOn(device);
    assertThat(device.unused()).extracting(Asset::reference).containsExactly(two.asset("a"));
  }

  @Test
  void aNewDeviceTakesThePlatformOfItsFirstApplicationAndKeepsIt() throws IOException {
    Device device = open(disk);
    assertThat(device.status().platform()).isEmpty();
    Release.of(Platform.byName("p2").orElseThrow(), "p2").installOn(device);
    assertThat(device.status().platform()).isEqualTo(Platform.byName("p2"));
    assertThat(device.status().limits().total()).isEqualTo(278 * 4096);
    assertThatExceptionOfType(AssetException.class)
        .isThrownBy(() -> FIRST.prepareOn(device))
        .withMessageContaining(
            "the application is for linux (43), and this device folder for p2 (32)");
    assertThatExceptionOfType(AssetException.class)
        .isThrownBy(() -> openAs(Platform.LINUX))
        .withMessageContaining("use another folder");
  }

  @Test
  void thePlatformAndItsOwnersLimitsStay() throws IOException {
    Platform mine = linuxWith(10 * 4096, 8192);
    openAs(mine).close();
    assertThat(open(disk).status().platform()).contains(mine);
    openAs(Platform.LINUX).close();
    assertThat(open(disk).status().platform()).contains(Platform.LINUX);
  }

  @Test
  void onlyIntactApplicationsOfPlatformsWithAssetsAreInstalled() throws IOException {
    Device device = open(disk);
    byte[] bytes = FIRST.application().toByteArray();
    bytes[25] ^= 1;
    FirmwareModule damaged = FirmwareModule.parse(bytes);
    assertThatExceptionOfType(IntegrityException.class)
        .isThrownBy(() -> device.installer().prepare(damaged, Map.of()));
    FirmwareModule photon =
        TestModules.application(Platform.byName("photon").orElseThrow(), new byte[9]);
    assertThatExceptionOfType(AssetException.class)
        .isThrownBy(() -> device.installer().prepare(photon, Map.of()))
        .withMessageContaining("photon (6) does not support assets");
    FirmwareModule asset = FirmwareModule.parse(TestModules.asset("a", new byte[9], false));
    assertThat(asset.prefix().function()).isEqualTo(ModuleFunction.ASSET);
    assertThatExceptionOfType(AssetException.class)
        .isThrownBy(() -> device.installer().prepare(asset, Map.of()))
        .withMessageContaining("not an application: its function is asset");
  }

  @Test
  void theLastInstallationIsNoted() throws IOException {
    Device device = open(disk);
    FIRST.installOn(device);
    SECOND.installOn(device);
    assertThat(open(disk).status().lastInstallation())
        .hasValueSatisfying(
            last -> {
              assertThat(last.at()).isEqualTo(Devices.NOW);
              assertThat(last.kept()).isEqualTo(1);
              assertThat(last.moved()).isEqualTo(1);
            });
  }
}
