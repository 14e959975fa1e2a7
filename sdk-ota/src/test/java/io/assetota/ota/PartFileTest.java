package io.assetota.ota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.assetota.bundle.ByteRange;
import io.assetota.core.AssetHash;
import io.assetota.core.AssetReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartFileTest {
  private static final AssetReference ASSET =
      new AssetReference("a", AssetHash.ofContent(new byte[0]));

  /** Who updates may be root, and what the link names would be emptied. */
  @Test
  void aLinkInPlaceOfAPartIsNotFollowed(@TempDir Path folder) throws IOException {
    ByteRange range = new ByteRange(0, 100);
    try (PartFile part = PartFile.open(folder, ASSET, "1", range)) {
      assertThat(part).isNotNull();
    }
    Path file;
    try (var files = Files.list(folder)) {
      file = files.findFirst().orElseThrow();
    }
    Path victim = Files.writeString(folder.resolve("victim"), "a secret");
    for (Path target : new Path[] {victim, folder.resolve("nowhere")}) {
      Files.delete(file);
      Files.createSymbolicLink(file, target);
      assertThatIOException().isThrownBy(() -> PartFile.open(folder, ASSET, "1", range));
    }
    assertThat(victim).hasContent("a secret");
    assertThat(folder.resolve("nowhere")).doesNotExist();
  }
}
