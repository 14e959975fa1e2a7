package io.assetota.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.StartResult.Outcome;
import io.assetota.core.install.InstallPlan.PlannedAsset;
import io.assetota.core.model.Asset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the description of Asset OTA promises its users, on a real disk. */
final class AssetOtaClaimsTest {
  private static final Release ONE =
      Release.of("1.0", "logo.png", "a logo", "test1.json", "{\"a\": \"JSON example\"}");
  private static final Release TWO =
      Release.of("1.1", "logo.png", "a logo", "test1.json", "{}", "chime.wav", "ding");

  @TempDir private Path home;
  private final List<String> handled = new ArrayList<>();

  private void install(Release release) throws IOException {
    try (Device device = Device.open(home)) {
      release.installOn(device);
    }
  }

  private Outcome boot(boolean sayHandled) throws IOException {
    try (Device device = Device.open(home)) {
      device.onAssetOta(
          available -> {
            available.forEach(asset -> handled.add(asset.name()));
            device.assetsHandled(sayHandled);
          });
      return device.start().outcome();
    }
  }

  @Test
  void theCallbackComesWhenTheDeviceHasAllAssets() throws IOException {
    install(ONE);
    assertThat(boot(true)).isEqualTo(Outcome.NOTIFIED);
    assertThat(handled).containsExactly("logo.png", "test1.json");
  }

  @Test
  void onlyNewOrChangedAssetsAreDownloaded() throws IOException {
    install(ONE);
    try (Device device = Device.open(home)) {
      assertThat(TWO.installOn(device).moving())
          .extracting(PlannedAsset::asset)
          .containsExactly(TWO.asset("test1.json"), TWO.asset("chime.wav"));
    }
  }

  @Test
  void addingANewAssetDoesNotMoveTheOlderOnes() throws IOException {
    install(ONE);
    Release more = ONE.with("more.txt", "more".getBytes(UTF_8));
    try (Device device = Device.open(home)) {
      assertThat(more.installOn(device).moving())
          .extracting(PlannedAsset::asset)
          .containsExactly(more.asset("more.txt"));
    }
  }

  @Test
  void includingAssetsInEveryBuildMovesNothingWhileTheyAreTheSame() throws IOException {
    install(ONE);
    Release next = new Release(ONE.platform(), "next build", ONE.contents());
    try (Device device = Device.open(home)) {
      assertThat(next.installOn(device).bytesToStore()).isZero();
    }
  }

  @Test
  void afterAVersionWithoutAssetsTheyAreAvailableAgainWithoutDownload() throws IOException {
    install(ONE);
    install(Release.of("accident"));
    try (Device device = Device.open(home)) {
      assertThat(device.available()).isEmpty();
      assertThat(ONE.installOn(device).moving()).isEmpty();
      Devices.assertHas(device, ONE);
    }
  }

  @Test
  void handledAssetsAreStillStoredAndCanBeReadAgainAtAnyTime() throws IOException {
    install(ONE);
    boot(true);
    try (Device device = Device.open(home)) {
      Asset logo = device.available("logo.png").orElseThrow();
      for (int i = 0; i < 3; i++) {
        assertThat(Devices.read(logo)).asString(UTF_8).isEqualTo("a logo");
      }
    }
  }

  @Test
  void assetsAreAvailableLaterAndWithoutAnyCallback() throws IOException {
    install(ONE);
    try (Device device = Device.open(home)) {
      assertThat(device.available()).extracting(Asset::name).contains("test1.json");
    }
  }

  @Test
  void withAssetsHandledFalseAssetsArePresentedOnEveryBoot() throws IOException {
    install(ONE);
    for (int boot = 0; boot < 3; boot++) {
      assertThat(boot(false)).isEqualTo(Outcome.NOTIFIED);
    }
    assertThat(handled).hasSize(6);
  }

  @Test
  void aPartWithoutFlashMemoryIsProgrammedOnEveryBoot() throws IOException {
    install(ONE);
    for (int boot = 1; boot <= 3; boot++) {
      try (Device device = Device.open(home)) {
        device.onAssetOta(
            AssetRouter.builder()
                .always("*.png", (asset, context) -> handled.add(asset.name()))
                .others((asset, context) -> {})
                .build());
        device.start();
      }
      assertThat(handled).hasSize(boot);
    }
  }

  @Test
  void everyAssetTakesWholeBlocksAndAtLeastOne() throws IOException {
    install(ONE);
    try (Device device = Device.open(home)) {
      assertThat(device.available()).extracting(Asset::storageSize).containsOnly(4096L);
      assertThat(device.status().storageUsed()).isEqualTo(8192);
    }
  }

  @Test
  void theCallbackMayBeAMethodReference() throws IOException {
    install(ONE);
    try (Device device = Device.open(home)) {
      device.onAssetOta(this::handleAssets);
      device.start();
    }
    assertThat(handled).containsExactly("logo.png", "test1.json");
  }

  private void handleAssets(List<Asset> assets) {
    assets.forEach(asset -> handled.add(asset.name()));
  }

  @Test
  void modulesAreNamedByHashAndNeverByTheAssetsName() throws IOException {
    Release names = Release.of("names", "CON", "x", "a:b*?\"<>|", "y", "-rf", "z", "~", "home");
    install(names);
    try (Device device = Device.open(home)) {
      Devices.assertHas(device, names);
    }
    try (var files = Files.list(home.resolve("store"))) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .allMatch(f -> f.equals("manifest") || f.matches("[0-9a-f]{64}\\.asset"));
    }
  }
}
