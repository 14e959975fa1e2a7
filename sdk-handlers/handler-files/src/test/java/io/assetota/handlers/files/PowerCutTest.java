package io.assetota.handlers.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.files.Disk;
import io.assetota.core.handler.HandlerContext;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.StorageFullException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on the disk when the power fails, wherever that happens. */
class PowerCutTest {
  private static final byte[] OLD = TestAssets.random(150_000, 1);
  private static final byte[] NEW = TestAssets.random(180_000, 2);

  @TempDir Path store;
  @TempDir Path top;
  private Asset oldAsset;
  private Asset newAsset;

  @BeforeEach
  void setUp() {
    TestAssets assets = new TestAssets(store);
    oldAsset = assets.asset("map.bin", OLD);
    newAsset = assets.asset("map.bin", NEW);
  }

  private static void handle(Path folder, Disk disk, Asset asset) throws IOException {
    FilesHandler handler = new FilesHandler(folder, true, disk);
    handler.handle(asset, HandlerContext.NONE);
    handler.settle(List.of(asset), HandlerContext.NONE);
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void thereIsTheOldFileOrTheNew() throws IOException {
    boolean cut = true;
    for (int n = 1; cut; n++) {
      Path folder = Files.createDirectory(top.resolve("cut" + n));
      handle(folder, Disk.real(), oldAsset);
      FaultyDisk disk = new FaultyDisk(n);
      try {
        handle(folder, disk, newAsset);
      } catch (IOException e) {
        assertThat(e).hasStackTraceContaining("the power is off");
      }
      cut = disk.hasFailed();
      byte[] now = Files.readAllBytes(folder.resolve("map.bin"));
      assertThat(now).as("after %d operations", n).isIn(OLD, NEW);

      handle(folder, Disk.real(), newAsset);
      assertThat(folder.resolve("map.bin")).hasBinaryContent(NEW);
      assertThat(files(folder)).containsExactly(".asset-ota.sha256", "map.bin");
      assertThat(n).as("operations").isLessThan(50);
    }
  }

  @Test
  void aNewFileAndItsFoldersAreThereOrNot() throws IOException {
    boolean cut = true;
    for (int n = 1; cut; n++) {
      Path folder = top.resolve("cut" + n).resolve("deep").resolve("folder");
      FaultyDisk disk = new FaultyDisk(n);
      try {
        handle(folder, disk, newAsset);
      } catch (IOException e) {
        assertThat(e).hasStackTraceContaining("the power is off");
      }
      cut = disk.hasFailed();
      if (Files.exists(folder.resolve("map.bin"))) {
        assertThat(folder.resolve("map.bin")).hasBinaryContent(NEW);
      }

      handle(folder, Disk.real(), newAsset);
      assertThat(files(folder)).containsExactly(".asset-ota.sha256", "map.bin");
    }
  }

  /** Also when the list of written files and the files went apart for a moment. */
  @Test
  void aFileIsKnownAsOursWhereverThePowerFailed() throws IOException {
    boolean cut = true;
    for (int n = 1; cut; n++) {
      Path folder = Files.createDirectory(top.resolve("cut" + n));
      handle(folder, Disk.real(), oldAsset);
      FaultyDisk disk = new FaultyDisk(n);
      try {
        handle(folder, disk, newAsset);
      } catch (IOException e) {
        assertThat(e).hasStackTraceContaining("the power is off");
      }
      cut = disk.hasFailed();

      new FilesHandler(folder).removingGone().settle(List.of(), HandlerContext.NONE);
      assertThat(folder.resolve("map.bin")).as("after %d operations", n).doesNotExist();
    }
  }

  @Test
  void aRemovalThatWasCutIsTakenUpAgain() throws IOException {
    boolean cut = true;
    for (int n = 1; cut; n++) {
      Path folder = Files.createDirectory(top.resolve("cut" + n));
      handle(folder, Disk.real(), oldAsset);
      FaultyDisk disk = new FaultyDisk(n);
      try {
        new FilesHandler(folder, true, disk).settle(List.of(), HandlerContext.NONE);
      } catch (IOException e) {
        assertThat(e).hasStackTraceContaining("the power is off");
      }
      cut = disk.hasFailed();

      new FilesHandler(folder).removingGone().settle(List.of(), HandlerContext.NONE);
      assertThat(files(folder)).containsExactly(".asset-ota.sha256");
      assertThat(folder.resolve(".asset-ota.sha256")).isEmptyFile();
    }
  }

  @Test
  void aFullDiskLeavesTheOldFile() throws IOException {
    Path folder = top.resolve("folder");
    handle(folder, Disk.real(), oldAsset);
    Disk full = new FullDisk(100_000);

    assertThatThrownBy(() -> handle(folder, full, newAsset))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("map.bin")
        .hasMessageContaining("No space left on device");
    assertThat(folder.resolve("map.bin")).hasBinaryContent(OLD);
    assertThat(files(folder)).containsExactly(".asset-ota.sha256", "map.bin");
  }

  @Test
  void whatCanNotFitIsNotBegun() {
    Asset huge =
        new Asset() {
          @Override
          public io.assetota.core.model.AssetReference reference() {
            return oldAsset.reference();
          }

          @Override
          public long size() {
            return Long.MAX_VALUE;
          }

          @Override
          public long moduleSize() {
            return 4000;
          }

          @Override
          public long storageSize() {
            return 4096;
          }

          @Override
          public io.assetota.core.model.AssetReader open() {
            throw new AssertionError("must not be opened");
          }
        };

    assertThatThrownBy(() -> handle(top, Disk.real(), huge))
        .isInstanceOf(StorageFullException.class)
        .hasMessageContaining("no room for asset map.bin");
  }
}
