package io.assetota.bundle;

import io.assetota.core.files.SteadyFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * Where the content of an asset comes from.
 *
 * @param name the asset's name
 * @param content opens the raw content
 * @param channel opens it at any place
 * @param expectedSize its length in bytes
 * @param file the file that holds it, as it was found; empty when it is in memory
 */
record AssetSource(
    String name, Content content, Channel channel, long expectedSize, Optional<SteadyFile> file) {
  /** Opens raw content. */
  interface Content {
    InputStream open() throws IOException;
  }

  /** Opens raw content to look at any place of it. */
  interface Channel {
    SeekableByteChannel open() throws IOException;
  }

  static AssetSource of(String name, byte[] content) {
    return new AssetSource(
        name,
        () -> new ByteArrayInputStream(content),
        () -> new SeekableInMemoryByteChannel(content),
        content.length,
        Optional.empty());
  }

  static AssetSource of(String name, Path file) throws IOException {
    SteadyFile found = SteadyFile.of(file);
    return new AssetSource(
        name,
        () -> Files.newInputStream(file),
        () -> Files.newByteChannel(file),
        found.size(),
        Optional.of(found));
  }

  /** Refuses content that changed while it was read: the bundle would hold a mix of both. */
  void requireUnchanged(long read) throws IOException {
    if (file.isPresent()) {
      file.get().requireUnchanged(read);
    }
  }
}
