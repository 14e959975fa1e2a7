package io.assetota.core;

import static io.assetota.core.Devices.assertHas;
import static io.assetota.core.Devices.assertNothingOrphaned;
import static io.assetota.core.Devices.open;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.assetota.core.StartResult.Outcome;
import io.assetota.core.device.ConsumerState;
import io.assetota.core.handler.AssetHandler;
import io.assetota.core.handler.HandlerContext;
import io.assetota.core.install.InstallPlan;
import io.assetota.core.install.Installation;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetReader;
import io.assetota.core.model.AssetReference;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.TestModules;
import io.assetota.core.store.SimulatedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files of a device folder that are damaged, gone, or not what they should be. */
final class DamageTest {
  /** Long enough that the byte in the middle is content, whether compressed or not. */
  private static final String LONG = "The content of asset a, and some more of it, to be damaged.";

  private static final int IN_CONTENT = 48;

  private static final Release FIRST = Release.of("first", "a", LONG, "b", "other");
  private static final Release SECOND = Release.of("second", "a", "new content", "b", "other");

  private final SimulatedDisk disk;

  DamageTest() throws IOException {
    disk = Devices.with(FIRST);
  }

  private static String file(AssetReference asset) {
    return "store/" + asset.hash() + ".asset";
  }

  private void flip(String file, int at) {
    byte[] bytes = disk.get(file);
    bytes[at] ^= 0x40;
    disk.put(file, bytes);
  }

  private void assertMissesOnlyA(Device device) throws IOException {
    assertThat(device.missing()).containsExactly(FIRST.asset("a"));
    assertThat(device.available()).extracting(Asset::name).containsExactly("b");
    assertThat(FIRST.installOn(device).moving())
        .extracting(InstallPlan.PlannedAsset::asset)
        .containsExactly(FIRST.asset("a"));
    assertHas(device, FIRST);
    assertNothingOrphaned(disk, device);
  }

  @Test
  void aModuleThatIsGoneComesWithTheNextUpdate() throws IOException {
    disk.remove(file(FIRST.asset("a")));
    assertMissesOnlyA(open(disk));
  }

  @Test
  void aModuleThatIsCutOffComesWithTheNextUpdate() throws IOException {
    byte[] bytes = disk.get(file(FIRST.asset("a")));
    for (int length : new int[] {0, 1, 40, bytes.length - 1}) {
      disk.put(file(FIRST.asset("a")), Arrays.copyOf(bytes, length));
      assertMissesOnlyA(open(disk));
    }
  }

  @Test
  void aModuleThatIsAnotherOneComesWithTheNextUpdate() throws IOException {
    disk.put(file(FIRST.asset("a")), disk.get(file(FIRST.asset("b"))));
    assertMissesOnlyA(open(disk));
  }

  @Test
  void aModuleWithDamagedContentIsFoundWhenItIsReadAndDropped() throws IOException {
    flip(file(FIRST.asset("a")), IN_CONTENT);
    Device device = open(disk);
    assertThat(device.missing()).isEmpty();
    Asset a = device.available("a").orElseThrow();
    assertThatExceptionOfType(AssetException.class).isThrownBy(() -> Devices.read(a));
    assertThatExceptionOfType(AssetException.class)
        .isThrownBy(a::open)
        .withMessageContaining("no longer stored");
    assertMissesOnlyA(device);
    assertThat(device.status().consumerState()).isEqualTo(ConsumerState.WANT);
  }

  @Test
  void damageDropsAllAssetsThatShareTheFile() throws IOException {
    Release twins = Release.of("twins", "a", LONG, "b", LONG);
    twins.installOn(open(disk));
    flip(file(twins.asset("a")), IN_CONTENT);
    Device device = open(disk);
    assertThatExceptionOfType(AssetException.class)
        .isThrownBy(() -> Devices.read(device.available("a").orElseThrow()));
    assertThat(device.missing()).isEqualTo(twins.assets());
    twins.installOn(device);
    assertHas(device, twins);
  }

  /** The damage is that of a file which an update has replaced since. */
  @Test
  void anOldReaderThatFindsDamageDropsNothingThatIsNewer() throws IOException {
    flip(file(FIRST.asset("a")), IN_CONTENT);
    Device device = open(disk);
    AssetReader early = device.available("a").orElseThrow().open();
    AssetReader late = device.available("a").orElseThrow().open();
    assertThatExceptionOfType(AssetException.class).isThrownBy(early::readAllBytes);
    FIRST.installOn(device);
    assertThatExceptionOfType(AssetException.class).isThrownBy(late::readAllBytes);
    assertHas(device, FIRST);
  }

  @Test
  void aDamagedManifestIsRebuiltAndAllAssetsAreHandedOutOnceMore() throws IOException {
    open(disk).assetsHandled(true);
    byte[] manifest = disk.get("store/manifest");
    for (byte[] damaged :
        List.of(new byte[0], "\n".getBytes(UTF_8), Arrays.copyOf(manifest, 30), new byte[99])) {
      SimulatedDisk copy = disk.copy();
      copy.put("store/manifest", damaged);
      Device device = open(copy);
      assertHas(device, FIRST);
      assertThat(device.status().consumerState()).isEqualTo(ConsumerState.WANT);
      device.assetsHandled(true);
      assertThat(open(copy).status().consumerState()).isEqualTo(ConsumerState.HANDLED);
      copy.put("store/manifest", damaged);
      assertThat(open(copy).status().consumerState()).isEqualTo(ConsumerState.WANT);
    }
  }

  @Test
  void aManifestThatIsGoneIsRebuilt() throws IOException {
    disk.remove("store/manifest");
    assertHas(open(disk), FIRST);
  }

  @Test
  void aRebuiltManifestHasNoModuleThatIsNotIntact() throws IOException {
    disk.remove("store/manifest");
    flip(file(FIRST.asset("a")), IN_CONTENT);
    assertMissesOnlyA(open(disk));
  }

  @Test
  void aDamagedStateMeansThatAllIsHandedOutOnceMore() throws IOException {
    open(disk).assetsHandled(true);
    flip("state", 5);
    Device device = open(disk);
    assertThat(device.status().consumerState()).isEqualTo(ConsumerState.WANT);
    assertHas(device, FIRST);
  }

  @Test
  void anApplicationReplacedByHandIsTheApplication() throws IOException {
    disk.put("application.bin", SECOND.application().toByteArray());
    Device device = open(disk);
    assertThat(device.required()).isEqualTo(SECOND.assets());
    assertThat(device.missing()).containsExactly(SECOND.asset("a"));
    assertThat(device.unused()).extracting(Asset::reference).containsExactly(FIRST.asset("a"));
    assertThat(device.start().outcome()).isEqualTo(Outcome.SAFE_MODE);
    SECOND.installOn(device);
    assertHas(device, SECOND);
  }

  @Test
  void aDamagedApplicationIsNoneAndItsAssetsStay() throws IOException {
    flip("application.bin", 30);
    Device device = open(disk);
    assertThat(device.application()).isEmpty();
    assertThat(device.required()).isEmpty();
    assertThat(FIRST.installOn(device).moving()).isEmpty();
    assertHas(device, FIRST);
  }

  @Test
  void handlersAreNotToldThatTheirAssetsAreGoneWhenTheApplicationIsDamaged() throws IOException {
    flip("application.bin", 30);
    Device device = open(disk);
    List<String> calls = new ArrayList<>();
    AssetHandler handler =
        new AssetHandler() {
          @Override
          public void handle(Asset asset, HandlerContext context) {
            calls.add(asset.name());
          }

          @Override
          public void settle(List<Asset> assets, HandlerContext context) {
            calls.add("settle");
          }
        };
    device.onAssetOta(AssetRouter.builder().others(handler).build());
    assertThat(device.start().outcome()).isEqualTo(Outcome.NOTHING_NEW);
    assertThat(calls).isEmpty();
  }

  @Test
  void aPreparedApplicationCountsOnlyIfTheManifestNamesIt() throws IOException {
    byte[] first = FIRST.application().toByteArray();
    byte[] second = SECOND.application().toByteArray();
    byte[] torn = Arrays.copyOf(first, first.length / 2);
    byte[] damaged = first.clone();
    damaged[26] ^= 1;
    List<byte[]> slots = new ArrayList<>(Arrays.asList(first, second, torn, damaged, new byte[0]));
    slots.add(null);
    for (byte[] active : slots) {
      for (byte[] next : slots) {
        SimulatedDisk copy = disk.copy();
        put(copy, "application.bin", active);
        put(copy, "application.next", next);
        Device device = open(copy);
        boolean isFirst = next == first || active == first;
        Release expected = isFirst ? FIRST : active == second ? SECOND : null;
        if (expected == null) {
          assertThat(device.application()).isEmpty();
        } else {
          assertThat(device.application()).contains(expected.application());
        }
        assertThat(copy.exists("application.next")).isFalse();
        SECOND.installOn(device);
        assertHas(device, SECOND);
      }
    }
  }

  private static void put(SimulatedDisk disk, String file, byte[] content) {
    if (content == null) {
      disk.remove(file);
    } else {
      disk.put(file, content);
    }
  }

  @Test
  void anApplicationWithTheSameHashAndAnotherSuffixSizeIsAnotherOne() throws IOException {
    byte[] bytes = FIRST.application().toByteArray();
    byte[] cut = bytes.clone();
    cut[bytes.length - 6] = 40; // the suffix size, which SHA-256 leaves out: no assets any more
    cut[bytes.length - 5] = 0;
    FirmwareModule other = FirmwareModule.parse(TestModules.withValidCrc(cut));
    assertThat(other.requireIntact().suffix().sha256())
        .isEqualTo(FIRST.application().suffix().sha256());
    Device device = open(disk);
    try (Installation installation = device.installer().prepare(other, Map.of())) {
      installation.commit();
    }
    assertThat(device.application()).contains(other);
    assertThat(open(disk).application()).contains(other);
  }
}
