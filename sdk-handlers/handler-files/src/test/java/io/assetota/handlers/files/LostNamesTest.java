package io.assetota.handlers.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.files.Disk;
import io.assetota.core.handler.HandlerContext;
import io.assetota.core.model.Asset;
import io.assetota.testing.PowerCutSweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Power cuts on a disk that also loses names that were not forced: new, other and removed ones. */
class LostNamesTest {
  private static final byte[] OLD = TestAssets.random(70_000, 1);
  private static final byte[] NEW = TestAssets.random(90_000, 2);

  @TempDir Path store;
  private Asset oldAsset;
  private Asset newAsset;

  @BeforeEach
  void setUp() {
    TestAssets assets = new TestAssets(store);
    oldAsset = assets.asset("map.bin", OLD);
    newAsset = assets.asset("map.bin", NEW);
  }

  private static Path target(Path root) {
    return root.resolve("deep").resolve("folder");
  }

  private static void handle(Path root, Asset asset) throws IOException {
    new FilesHandler(target(root), true, Disk.real()).handle(asset, HandlerContext.NONE);
  }

  private static void settle(Path root, List<Asset> assets) throws IOException {
    new FilesHandler(target(root), true, Disk.real()).settle(assets, HandlerContext.NONE);
  }

  @Test
  void whatWasHandledIsThere() throws IOException {
    int tried =
        PowerCutSweep.of(
            root -> handle(root, oldAsset),
            root -> handle(root, newAsset),
            (root, complete) -> {
              byte[] found = Files.readAllBytes(target(root).resolve("map.bin"));
              if (complete) {
                assertThat(found).isEqualTo(NEW);
              } else {
                assertThat(found).isIn(OLD, NEW);
              }
            });
    assertThat(tried).isGreaterThan(50);
  }

  @Test
  void aNewFileInNewFoldersIsThereOrNot() throws IOException {
    PowerCutSweep.of(
        root -> {},
        root -> handle(root, newAsset),
        (root, complete) -> {
          Path file = target(root).resolve("map.bin");
          assertThat(Files.exists(file) || !complete).isTrue();
          if (Files.exists(file)) {
            assertThat(Files.readAllBytes(file)).isEqualTo(NEW);
          }
          handle(root, newAsset);
          assertThat(Files.readAllBytes(file)).isEqualTo(NEW);
        });
  }

  @Test
  void aFileIsKnownAsOursWhicheverNamesAreLost() throws IOException {
    PowerCutSweep.of(
        root -> handle(root, oldAsset),
        root -> {
          handle(root, newAsset);
          settle(root, List.of(newAsset));
        },
        (root, complete) -> {
          settle(root, List.of());
          assertThat(Files.exists(target(root).resolve("map.bin"))).isFalse();
        });
  }

  @Test
  void whatWasRemovedStaysRemoved() throws IOException {
    PowerCutSweep.of(
        root -> handle(root, oldAsset),
        root -> settle(root, List.of()),
        (root, complete) -> {
          Path file = target(root).resolve("map.bin");
          assertThat(Files.exists(file) && complete).isFalse();
          settle(root, List.of());
          assertThat(Files.exists(file)).isFalse();
        });
  }
}
