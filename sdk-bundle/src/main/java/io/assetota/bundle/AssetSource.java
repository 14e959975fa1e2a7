package io.assetota.bundle;

import io.assetota.core.files.SteadyFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the content of an asset comes from.
 *
 * @param name the asset's name
 * @param content opens the raw content
 * @param expectedSize its length in bytes
 * @param file the file that holds it, as it was found; empty when it is in memory
 */
record AssetSource(String name, Content content, long expectedSize, Optional<SteadyFile> file) {
  /** Opens raw content. */
  interface Content {
    InputStream open() throws IOException;
  }

  static AssetSource of(String name, byte[] content) {
    return new AssetSource(
        name, () -> new ByteArrayInputStream(content), content.length, Optional.empty());
  }

  static AssetSource of(String name, Path file) throws IOException {
    SteadyFile found = SteadyFile.of(file);
    return new AssetSource(
        name, () -> Files.newInputStream(file), found.size(), Optional.of(found));
  }

  /** Refuses content that changed while it was read: the bundle would hold a mix of both. */
  void requireUnchanged(long read) throws IOException {
    if (file.isPresent()) {
      file.get().requireUnchanged(read);
    }
  }
}
