package io.assetota.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the content of an asset comes from.
 *
 * @param name the asset's name
 * @param content opens the raw content
 * @param expectedSize its length in bytes as far as it is known, for progress
 */
record AssetSource(String name, Content content, long expectedSize) {
  /** Opens raw content. */
  interface Content {
    InputStream open() throws IOException;
  }

  static AssetSource of(String name, byte[] content) {
    return new AssetSource(name, () -> new ByteArrayInputStream(content), content.length);
  }

  static AssetSource of(String name, Path file) throws IOException {
    return new AssetSource(name, () -> Files.newInputStream(file), Files.size(file));
  }
}
