package io.assetota.core.bundle.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.bundle.report.AssetLimits;
import io.assetota.core.bundle.report.BundleWarning;
import io.assetota.core.bundle.report.BundledAsset;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Platform;
import io.assetota.core.model.StorageLimits;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where Device OS is stricter than the encoder: docs/FORMAT.md, Platforms and limits. */
class DeviceOsStorageTest {
  private static BundledAsset asset(String name, long moduleSize) {
    return new BundledAsset(
        new AssetReference(name, AssetHash.ofContent(new byte[0])),
        moduleSize,
        moduleSize,
        moduleSize,
        StorageLimits.storageSize(moduleSize));
  }

  private static List<BundleWarning> warnings(Platform platform, List<BundledAsset> assets)
      throws Exception {
    Findings findings = new Findings();
    AssetLimits limits =
        AssetLimits.check(
            platform,
            assets.stream()
                .map(a -> new AssetLimits.SizedModule(a.name(), a.moduleSize()))
                .toList());
    DeviceOsStorage.check(limits, assets, findings);
    assertThat(findings.warnings()).allMatch(w -> w.kind() == BundleWarning.Kind.DEVICE_LIMIT);
    return findings.warnings();
  }

  private static Platform platform(String name) {
    return Platform.byName(name).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"trackerm", "p2", "msom", "sulu"})
  void aModuleHasToLeaveSixteenBlocks(String name) throws Exception {
    Platform platform = platform(name);

    assertThat(warnings(platform, List.of(asset("video.bin", 1_114_112)))).isEmpty();
    assertThat(warnings(platform, List.of(asset("video.bin", 1_114_113))))
        .singleElement()
        .satisfies(
            w ->
                assertThat(w.toString())
                    .startsWith("video.bin: Device OS on " + platform + " refuses it")
                    .contains("1114113 bytes, and at most 1114112"));
  }

  /** The encoder's own limit is lower there. */
  @ParameterizedTest
  @CsvSource({"argon,606208", "tracker,1572864"})
  void elsewhereTheEncoderIsStricter(String name, long largest) throws Exception {
    assertThat(warnings(platform(name), List.of(asset("video.bin", largest)))).isEmpty();
  }

  private static List<BundledAsset> named(int count, int nameLength) {
    return IntStream.range(0, count)
        .mapToObj(i -> asset("%03d".formatted(i) + "x".repeat(nameLength - 3), 400))
        .toList();
  }

  @Test
  void longNamesTakeRoom() throws Exception {
    Platform p2 = platform("p2");

    assertThat(warnings(p2, named(252, 255))).isEmpty();
    assertThat(warnings(p2, named(253, 255)))
        .singleElement()
        .satisfies(
            w ->
                assertThat(w.toString())
                    .startsWith("assets: with their names they take 289 blocks")
                    .contains("has 288"));
    assertThat(warnings(p2, named(278, 4))).isEmpty();
  }

  @Test
  void whatTheEncoderRefusesIsNotWarnedOf() throws Exception {
    assertThat(warnings(platform("p2"), named(279, 255))).isEmpty();
  }

  @Test
  void aGatewayHasNoDeviceOs() throws Exception {
    Platform limited = Platform.LINUX.withStorage(new StorageLimits(4096L * 278, 1_179_648));

    assertThat(warnings(limited, named(278, 255))).isEmpty();
    assertThat(warnings(limited, List.of(asset("video.bin", 1_130_000)))).isEmpty();
  }
}
