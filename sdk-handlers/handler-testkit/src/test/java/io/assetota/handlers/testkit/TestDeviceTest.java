package io.assetota.handlers.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.AssetManager;
import io.assetota.core.StartResult;
import io.assetota.core.install.Installer;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReader;
import io.assetota.core.model.DeviceBusyException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is installed is what an application finds, and only what is new moves. */
class TestDeviceTest {
  @TempDir private Path top;
  private Path home;
  private TestDevice device;

  @BeforeEach
  void setUp() {
    home = top.resolve("device");
    device = new TestDevice(home);
  }

  private static Map<String, byte[]> release(String... namesAndContents) {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (int i = 0; i < namesAndContents.length; i += 2) {
      contents.put(namesAndContents[i], namesAndContents[i + 1].getBytes(UTF_8));
    }
    return contents;
  }

  private static String read(Asset asset) throws IOException {
    try (AssetReader in = asset.open()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void anApplicationFindsTheAssetsInTheirOrder() throws IOException {
    assertThat(device.install(release("z", "first", "a", "second", "m", "")))
        .containsExactly("z", "a", "m");

    try (AssetManager application = AssetManager.open(home)) {
      List<Asset> available = application.available();
      assertThat(available).extracting(Asset::name).containsExactly("z", "a", "m");
      assertThat(read(available.get(0))).isEqualTo("first");
      assertThat(read(available.get(1))).isEqualTo("second");
      assertThat(read(available.get(2))).isEmpty();
    }
  }

  @Test
  void onlyWhatIsNewMoves() throws IOException {
    device.install(release("a", "1", "b", "1", "c", "1"));
    assertThat(device.install(release("a", "1", "b", "2", "d", "1"))).containsExactly("b", "d");
    assertThat(device.install(release("a", "1", "b", "2", "d", "1"))).isEmpty();

    try (AssetManager application = AssetManager.open(home)) {
      assertThat(application.available()).extracting(Asset::name).containsExactly("a", "b", "d");
      assertThat(read(application.available("b").orElseThrow())).isEqualTo("2");
    }
  }

  @Test
  void anApplicationIsToldOfEachRelease() throws IOException {
    for (String content : List.of("1", "2")) {
      device.install(release("a", content));
      try (AssetManager application = AssetManager.open(home)) {
        application.onAssetOta(available -> application.assetsHandled(true));
        assertThat(application.start().outcome()).isEqualTo(StartResult.Outcome.NOTIFIED);
        assertThat(application.deliver().outcome()).isEqualTo(StartResult.Outcome.NOTHING_NEW);
      }
    }
  }

  @Test
  void aReleaseMayHaveNoAssets() throws IOException {
    device.install(release("a", "1"));
    assertThat(device.install(release())).isEmpty();

    try (AssetManager application = AssetManager.open(home)) {
      assertThat(application.required()).isEmpty();
      assertThat(application.unused()).extracting(Asset::name).containsExactly("a");
    }
  }

  @Test
  void installsWhileTheApplicationHasTheFolderOpen() throws IOException {
    device.install(release("a", "1"));
    try (AssetManager application = AssetManager.open(home)) {
      assertThat(device.install(release("a", "2"))).containsExactly("a");
      assertThat(application.status().available())
          .extracting(Asset::hash)
          .containsExactly(AssetHash.ofContent("2".getBytes(UTF_8)));
    }
  }

  @Test
  void waitsForNoOtherUpdater() throws IOException {
    try (Installer updater = Installer.open(home)) {
      assertThatThrownBy(() -> device.install(release("a", "1")))
          .isInstanceOf(DeviceBusyException.class);
      assertThat(updater.status().application()).isEmpty();
    }
    assertThat(device.install(release("a", "1"))).containsExactly("a");
  }

  @Test
  void refusesANameThatIsAPath() {
    assertThatThrownBy(() -> device.install(release("a/b", "1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("path separator");
    assertThat(home).doesNotExist();
  }
}
