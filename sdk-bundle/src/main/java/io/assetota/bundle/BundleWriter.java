package io.assetota.bundle;

import io.assetota.bundle.zip.ZipWriter;
import io.assetota.core.chunk.ChunkTable;
import io.assetota.core.chunk.ContentChunks;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** Writes the entries of a bundle, and reports each. */
final class BundleWriter {
  private final ZipWriter zip;
  private final BundleProgress.Listener listener;

  BundleWriter(OutputStream out, BundleProgress.Listener listener) {
    this.zip = new ZipWriter(out);
    this.listener = listener;
  }

  void write(String path, DeflatedAsset content) throws IOException {
    try (InputStream deflated = content.openDeflated()) {
      zip.writeDeflated(path, content.size(), content.crc32(), content.deflatedSize(), deflated);
    }
    listener.on(new BundleProgress.Written(path));
  }

  /**
   * Writes the table of chunks, if there is anything to put into it. Nobody needs it: a bundle that
   * has no room for it is the same without it.
   *
   * @param room how many bytes it may have
   */
  void writeChunks(List<DeflatedAsset> contents, long room) throws IOException {
    List<ContentChunks> cut =
        contents.stream()
            .filter(c -> !c.chunks().isEmpty())
            .map(c -> new ContentChunks(c.hash(), c.chunks()))
            .toList();
    byte[] table = cut.isEmpty() ? new byte[0] : ChunkTable.encode(cut);
    if (table.length > 0 && table.length <= room) {
      zip.writeStored(ChunkTable.ENTRY, table);
      listener.on(new BundleProgress.Written(ChunkTable.ENTRY));
    }
  }

  /** Writes the central directory; the stream below stays open. */
  void finish() throws IOException {
    zip.finish();
  }
}
