package io.assetota.ota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.BundleEntry;
import io.assetota.core.model.StorageFullException;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.source.BundleSource;
import io.assetota.ota.source.RangeServer;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk of 1 MiB in memory. A real one is in {@link FullDiskIT}. */
class DiskFullTest {
  private static final int DISK = 1 << 20;

  @TempDir private Path real;
  private FileSystem disk;
  private Path folder;

  @BeforeEach
  void format() throws IOException {
    disk =
        Jimfs.newFileSystem(
            Configuration.unix().toBuilder().setMaxSize(DISK).setBlockSize(4096).build());
    folder = Files.createDirectory(disk.getPath("/staging"));
  }

  @AfterEach
  void drop() throws IOException {
    disk.close();
  }

  @Test
  void aPartKeepsTheBlocksForWhichThereWasRoom() throws IOException {
    BundleEntry entry;
    try (Bundle bundle =
        Bundle.open(Bundles.build(real.resolve("1.zip"), 1, Bundles.noise(1, 2 * DISK, 1)))) {
      entry = bundle.assets().get(0);
    }
    Path file = folder.resolve("a.part");
    byte[] chunk = Bundles.noise(50_000, 1);
    try (PartFile part = PartFile.open(file, entry)) {
      assertThatThrownBy(
              () -> {
                while (!part.isComplete()) {
                  part.append(chunk, chunk.length);
                }
              })
          .isInstanceOf(StorageFullException.class)
          .hasMessageContaining("/staging")
          .hasCauseInstanceOf(IOException.class);
    }
    assertThat(PartFile.kept(file, entry)).isGreaterThan(DISK - 2 * 50_000);
    try (PartFile part = PartFile.open(file, entry)) {
      assertThat(part.kept()).isGreaterThan(DISK - 2 * 50_000).isLessThan(DISK);
      assertThat(part.kept() % PartFile.BLOCK).isZero();
      byte[] kept = part.read().readNBytes(50_000);
      assertThat(kept).isEqualTo(chunk);
    }
  }

  /** Not the network's failure: it must not be tried again. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBundleThatComesWholeAndDoesNotFitLeavesNothing(boolean endless) throws IOException {
    byte[] content = Bundles.noise(2 * DISK, 2);
    try (RangeServer server = new RangeServer(content)) {
      server.behave(
          (request, response) -> {
            response.head(
                "200 OK",
                List.of(endless ? "Connection: close" : "Content-Length: " + content.length));
            do {
              response.body(content, 0, content.length);
            } while (endless);
          });
      try (BundleSource source =
          BundleSource.of(server.uri(), HttpOptions.defaults().withSpoolFolder(folder))) {
        assertThatThrownBy(source::size)
            .isInstanceOf(StorageFullException.class)
            .hasMessageContaining("/staging");
      }
      assertThat(server.requests()).isEqualTo(1);
      assertThat(folder).isEmptyDirectory();
    }
  }
}
