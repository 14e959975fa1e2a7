package io.assetota.ota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.BundleEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartFileTest {
  /** Who updates may be root, and what the link names would be emptied. */
  @Test
  void aLinkInPlaceOfAPartIsNotFollowed(@TempDir Path folder) throws IOException {
    BundleEntry entry;
    try (Bundle bundle =
        Bundle.open(Bundles.build(folder.resolve("1.zip"), 1, Bundles.noise(1, 100, 1)))) {
      entry = bundle.assets().get(0);
    }
    Path file = folder.resolve("a.part");
    try (PartFile part = PartFile.open(file, entry)) {
      assertThat(part).isNotNull();
    }
    Path victim = Files.writeString(folder.resolve("victim"), "a secret");
    for (Path target : new Path[] {victim, folder.resolve("nowhere")}) {
      Files.delete(file);
      Files.createSymbolicLink(file, target);
      assertThatIOException().isThrownBy(() -> PartFile.open(file, entry));
    }
    assertThat(victim).hasContent("a secret");
    assertThat(folder.resolve("nowhere")).doesNotExist();
  }
}
