package io.assetota.cli.docs;

import static io.assetota.cli.docs.Release.moved;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.AssetManager;
import io.assetota.core.AssetRouter;
import io.assetota.core.StartResult.Outcome;
import io.assetota.core.device.ConsumerState;
import io.assetota.core.device.DeviceStatus;
import io.assetota.core.install.Installer;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetReader;
import io.assetota.core.model.Platform;
import io.assetota.core.model.StorageLimits;
import io.assetota.ota.UpdateAgent;
import io.assetota.ota.source.BundleSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page says of a device and of its application (docs/asset-ota.md). */
class DeviceClaimsTest {
  private static final Map<String, String> ASSETS =
      Map.of("chime.wav", "ding", "coprocessor.bin", "code", "logo.png", "a logo");

  @TempDir Path top;
  private Path home;
  private int version;

  @BeforeEach
  void setUp() {
    home = top.resolve("device");
  }

  /** Brings the next release, and returns the names of the assets that moved. */
  private List<String> flash(Map<String, String> assets) throws IOException {
    return moved(Release.of(++version, assets).flash(top, home));
  }

  private static Map<String, String> with(Map<String, String> assets, String name, String text) {
    Map<String, String> more = new HashMap<>(assets);
    more.put(name, text);
    return more;
  }

  /** Starts the application, which says what it handled, and returns the names it was told of. */
  private List<String> start(boolean handled) throws IOException {
    List<String> told = new ArrayList<>();
    try (AssetManager assets = AssetManager.open(home)) {
      assets.onAssetOta(
          available -> {
            available.forEach(asset -> told.add(asset.name()));
            assets.assetsHandled(handled);
          });
      assets.start();
    }
    return told;
  }

  private static String read(Asset asset) throws IOException {
    try (AssetReader in = asset.open()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void onlyNewOrChangedAssetsMove() throws IOException {
    assertThat(flash(ASSETS)).containsExactlyInAnyOrderElementsOf(ASSETS.keySet());

    assertThat(flash(with(ASSETS, "logo.png", "a new logo"))).containsExactly("logo.png");
  }

  @Test
  void anotherApplicationWithTheSameAssetsMovesNone() throws IOException {
    flash(ASSETS);

    assertThat(flash(ASSETS)).isEmpty();
  }

  @Test
  void addingAnAssetMovesNoneOfTheOlderOnes() throws IOException {
    flash(ASSETS);

    assertThat(flash(with(ASSETS, "font.ttf", "letters"))).containsExactly("font.ttf");
  }

  @Test
  void anApplicationWithoutAssetsInBetweenLosesNone() throws IOException {
    flash(ASSETS);
    flash(Map.of());
    assertThat(AssetManager.look(home).available()).isEmpty();

    assertThat(flash(ASSETS)).isEmpty();
    assertThat(AssetManager.look(home).available()).hasSize(3);
  }

  @Test
  void theApplicationIsCalledOnceWithAllAssets() throws IOException {
    flash(ASSETS);
    start(true);
    flash(with(ASSETS, "logo.png", "a new logo"));

    assertThat(start(true)).containsExactly("chime.wav", "coprocessor.bin", "logo.png");
    assertThat(start(true)).isEmpty();
  }

  @Test
  void assetsThatAreNotHandledArePresentedAtEveryStart() throws IOException {
    flash(ASSETS);

    assertThat(start(false)).hasSize(3);
    assertThat(start(false)).hasSize(3);
  }

  @Test
  void theApplicationIsNotCalledWhileAssetsAreMissing() throws IOException {
    flash(ASSETS);
    try (Stream<Path> stored = Files.list(home.resolve("store"))) {
      Files.delete(stored.filter(f -> f.toString().endsWith(".asset")).findFirst().orElseThrow());
    }
    try (AssetManager assets = AssetManager.open(home)) {
      assets.onAssetOta(
          available -> {
            throw new AssertionError("called with " + available);
          });
      assertThat(assets.start().outcome()).isEqualTo(Outcome.SAFE_MODE);
      assertThat(assets.missing()).hasSize(1);
    }
    assertThat(flash(ASSETS)).hasSize(1);
    assertThat(start(true)).hasSize(3);
  }

  @Test
  void assetsCanBeReadAtAnyTimeAlsoWhenHandled() throws IOException {
    flash(ASSETS);
    start(true);
    try (AssetManager assets = AssetManager.open(home)) {
      assets.start();
      assertThat(assets.available()).hasSize(3);
      assertThat(read(assets.available("chime.wav").orElseThrow())).isEqualTo("ding");
      assertThat(read(assets.available("chime.wav").orElseThrow())).isEqualTo("ding");
    }
  }

  @Test
  void aPartWithoutFlashMemoryIsServedAtEveryStart() throws IOException {
    flash(ASSETS);
    List<String> programmed = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      try (AssetManager assets = AssetManager.open(home)) {
        assets.onAssetOta(
            AssetRouter.builder()
                .always("coprocessor.bin", (asset, context) -> programmed.add(read(asset)))
                .others((asset, context) -> programmed.add(asset.name()))
                .build());
        assets.start();
      }
    }

    assertThat(programmed).containsExactly("chime.wav", "code", "logo.png", "code");
  }

  @Test
  void anUpdateThatDoesNotFitIsRefusedBeforeAnythingMoves() throws IOException {
    flash(ASSETS);
    Path bundle = Release.of(9, with(ASSETS, "font.ttf", "letters")).bundle(top);
    Platform small = Platform.LINUX.withStorage(new StorageLimits(3 * 4096, 4096));
    try (Installer device = Installer.open(home, small)) {
      assertThatThrownBy(() -> UpdateAgent.forDevice(device).build().plan(BundleSource.of(bundle)))
          .isInstanceOf(AssetException.class)
          .hasMessageContaining("by 4096 bytes");
    }
    assertThat(AssetManager.look(home).available()).hasSize(3);
  }

  @Test
  void theDeviceTellsWhatItHas() throws IOException {
    flash(ASSETS);
    flash(Map.of("logo.png", "a logo"));

    DeviceStatus device = AssetManager.look(home);

    assertThat(device.application().orElseThrow().product().orElseThrow().version()).isEqualTo(2);
    assertThat(device.available()).extracting(Asset::name).containsExactly("logo.png");
    assertThat(device.unused()).hasSize(2);
    assertThat(device.storageUsed()).isEqualTo(3 * 4096);
    assertThat(device.consumerState()).isEqualTo(ConsumerState.WANT);
  }
}
