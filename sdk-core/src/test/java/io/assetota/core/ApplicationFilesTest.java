package io.assetota.core;

import static io.assetota.core.FolderRelease.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.application.ApplicationEntry;
import io.assetota.core.device.ConsumerState;
import io.assetota.core.device.StoredFiles;
import io.assetota.core.install.InstallPlan;
import io.assetota.core.materialize.Materializer;
import io.assetota.core.materialize.ModuleProgram;
import io.assetota.core.materialize.TreeCheck;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetReader;
import io.assetota.core.store.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of an application come and go as assets do, and are none. */
class ApplicationFilesTest {
  private static final FolderRelease FIRST =
      FolderRelease.of("app.jar", "app 1", "lib", "lib", "copy", "lib").withAssets("logo", "logo");
  private static final FolderRelease SECOND =
      FolderRelease.of("app.jar", "app 2", "lib", "lib").withAssets("logo", "logo");
  private static final FolderRelease THIRD =
      FolderRelease.of("app.jar", "app 3", "new", "new").withAssets("logo", "other logo");

  @TempDir Path home;
  private final SimulatedDisk disk = new SimulatedDisk();

  private Device open() throws IOException {
    return Devices.open(disk);
  }

  private static String read(Device device, String content) throws IOException {
    try (AssetReader in = device.installer().openFile(hash(content))) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  @Test
  void filesAreStoredOnceAndAreNoAssets() throws IOException {
    try (Device device = open()) {
      InstallPlan plan = FIRST.installOn(device);
      assertThat(plan.assets()).hasSize(1);
      assertThat(plan.filesToMove()).isEqualTo(2);
      assertThat(device.required()).hasSize(1);
      assertThat(device.available()).extracting(Asset::name).containsExactly("logo");
      assertThat(device.unused()).isEmpty();
      assertThat(device.status().files()).isEqualTo(new StoredFiles(2, 8, List.of(), 0, 0));
      assertThat(device.status().application().orElseThrow().release()).isEqualTo("1.0.3");
      assertThat(read(device, "lib")).isEqualTo("lib");
    }
    assertThat(disk.names().stream().filter(n -> n.startsWith("store/") && n.endsWith(".asset")))
        .hasSize(3);
  }

  @Test
  void onlyWhatIsNewMoves() throws IOException {
    try (Device device = open()) {
      FIRST.installOn(device);
      InstallPlan plan = SECOND.installOn(device);
      assertThat(plan.moving()).hasSize(1);
      assertThat(plan.filesToMove()).isEqualTo(1);
      assertThat(plan.assetsToMove()).isZero();
      assertThat(device.status().files()).isEqualTo(new StoredFiles(2, 8, List.of(), 1, 5));
      assertThat(device.unused()).isEmpty();
    }
  }

  @Test
  void filesOfTheApplicationAndThePreviousOneStay() throws IOException {
    try (Device device = open()) {
      FIRST.installOn(device);
      SECOND.installOn(device);
      THIRD.installOn(device);
      assertThat(read(device, "app 2")).isEqualTo("app 2");
      assertThat(read(device, "lib")).isEqualTo("lib");
      assertThatThrownBy(() -> read(device, "app 1"))
          .isInstanceOf(AssetException.class)
          .hasMessageContaining("no longer stored");
      assertThat(device.unused()).extracting(Asset::name).containsExactly("logo");
    }
  }

  @Test
  void anApplicationWithoutAssetsAgesNoAssetsAndOneWithoutFilesNoFiles() throws IOException {
    FolderRelease plain = FolderRelease.of("app.jar", "plain");
    Release firmware = Release.of("firmware", "logo", "a third logo");
    try (Device device = open()) {
      FIRST.installOn(device);
      plain.installOn(device);
      FolderRelease.of("app.jar", "plain 2").installOn(device);
      FolderRelease.of("app.jar", "plain 3").installOn(device);
      assertThat(device.unused()).extracting(Asset::name).containsExactly("logo");
      firmware.installOn(device);
      Release.of("firmware 2", "logo", "a fourth logo").installOn(device);
      Release.of("firmware 3", "logo", "a fifth logo").installOn(device);
      assertThat(read(device, "plain 3")).isEqualTo("plain 3");
      assertThat(device.status().files()).isEqualTo(new StoredFiles(0, 0, List.of(), 2, 14));
    }
  }

  @Test
  void otherFilesAloneTellTheApplicationNothing() throws IOException {
    try (Device device = open()) {
      FIRST.installOn(device);
      device.assetsHandled(true);
      SECOND.installOn(device);
      assertThat(device.status().consumerState()).isEqualTo(ConsumerState.HANDLED);
      THIRD.installOn(device);
      assertThat(device.status().consumerState()).isEqualTo(ConsumerState.WANT);
    }
  }

  @Test
  void aTrialKeepsTheFilesThatItGoesBackTo() throws IOException {
    try (Device device = open()) {
      FolderRelease.of("app.jar", "app 0").installOn(device);
      FIRST.installOn(device);
      THIRD.installOn(device, Optional.of(Duration.ofMinutes(5)));
      assertThat(read(device, "app 1")).isEqualTo("app 1");
      device.rollBack();
      assertThat(device.application()).contains(FIRST.application());
      assertThat(device.status().isComplete()).isTrue();
      assertThat(read(device, "app 1")).isEqualTo("app 1");
      assertThat(FIRST.installOn(device).moving()).isEmpty();
    }
  }

  @Test
  void aFileThatIsLostIsMissingAndBroughtAgain() throws IOException {
    try (Device device = open()) {
      FIRST.installOn(device);
    }
    disk.remove("store/" + hash("lib") + ".asset");
    try (Device device = open()) {
      assertThat(device.missing()).isEmpty();
      assertThat(device.status().isComplete()).isFalse();
      assertThat(device.status().files().missing()).containsExactly(hash("lib"));
      assertThat(FIRST.installOn(device).filesToMove()).isEqualTo(1);
      assertThat(device.status().isComplete()).isTrue();
    }
  }

  @Test
  void filesSurviveTheLossOfTheManifest() throws IOException {
    try (Device device = open()) {
      FIRST.installOn(device);
    }
    disk.remove("store/manifest");
    try (Device device = open()) {
      assertThat(device.status().isComplete()).isTrue();
      assertThat(FIRST.installOn(device).moving()).isEmpty();
    }
  }

  @Test
  void whatIsNotOfferedIsNamed() throws IOException {
    try (Device device = open()) {
      assertThatThrownBy(() -> device.installer().prepare(FIRST.application(), Map.of()))
          .isInstanceOf(AssetException.class)
          .hasMessageContaining("asset logo");
      assertThatThrownBy(
              () ->
                  device
                      .installer()
                      .prepare(
                          FIRST.withAssets().application(),
                          Map.of(
                              io.assetota.core.application.FileContent.of(hash("app 1")), 1_000L)))
          .hasMessage(
              "the application needs the file with the SHA-256 "
                  + hash("lib")
                  + ", which is neither stored nor offered");
    }
  }

  @Test
  void everyCutLeavesTheOldFilesOrTheNew() throws IOException {
    try (Device device = open()) {
      FIRST.installOn(device);
    }
    int tried =
        PowerCuts.tryAll(
            disk.copy(),
            cut -> {
              try (Device device = Devices.open(cut)) {
                THIRD.installOn(device);
              }
            },
            (cut, complete) -> {
              try (Device device = Devices.open(cut)) {
                assertThat(device.status().isComplete()).isTrue();
                boolean isNew = device.application().equals(Optional.of(THIRD.application()));
                assertThat(isNew || !complete).isTrue();
                for (String content : (isNew ? THIRD : FIRST).files().values()) {
                  assertThat(read(device, content)).isEqualTo(content);
                }
              }
            });
    assertThat(tried).isGreaterThan(100);
  }

  @Test
  void aTreeIsMadeOfWhatIsStored() throws IOException {
    try (Device device = Device.open(home)) {
      FIRST.installOn(device);
      ModuleProgram program = ModuleProgram.of(device.application().orElseThrow());
      Path tree =
          Materializer.in(home)
              .materialize(
                  program.manifest(),
                  program.contents(
                      (ApplicationEntry.File f) -> device.installer().openFile(f.hash())),
                  TreeCheck.CONTENT);
      assertThat(tree.resolve("app.jar")).hasContent("app 1");
      assertThat(tree.resolve("copy")).hasContent("lib");
      assertThat(tree.getFileName())
          .hasToString(
              device.status().application().orElseThrow().program().orElseThrow().id().toString());
    }
  }
}
