package io.assetota.core.bundle;

import io.assetota.core.bundle.check.Findings;
import io.assetota.core.bundle.report.BundleWarning;
import io.assetota.core.bundle.zip.ChannelStream;
import io.assetota.core.chunk.ChunkPage;
import io.assetota.core.chunk.ChunkTable;
import io.assetota.core.chunk.Segment;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that the table of chunks fits the contents that it tells of. A wrong one is warned of:
 * nobody trusts it, and all that it costs is that contents come whole.
 */
final class ChunksCheck {
  private final SeekableByteChannel channel;
  private final Findings findings;

  ChunksCheck(SeekableByteChannel channel, Findings findings) {
    this.channel = channel;
    this.findings = findings;
  }

  /**
   * Looks for the table and checks it.
   *
   * @param hashes the contents that were read
   */
  void check(List<BundleEntry> entries, Map<BundleEntry, AssetHash> hashes) throws IOException {
    for (BundleEntry entry : entries) {
      if (entry.name().equals(ChunkTable.ENTRY)) {
        try {
          check(entry, hashes);
        } catch (AssetException e) {
          warn(entry, String.valueOf(e.getMessage()));
        }
      }
    }
  }

  private void check(BundleEntry table, Map<BundleEntry, AssetHash> hashes) throws IOException {
    Optional<ByteRange> data = table.dataRange().filter(r -> table.method() == EntryMethod.STORED);
    if (data.isEmpty()) {
      throw new AssetException("is compressed or has a data descriptor: no part can be fetched");
    }
    ChunkTable.Reader reader =
        (offset, length) -> ChannelStream.read(channel, data.get().start() + offset, length);
    ChunkTable read = ChunkTable.read(reader, data.get().length());
    for (Map.Entry<BundleEntry, AssetHash> content : hashes.entrySet()) {
      Optional<ChunkTable.Content> found = read.find(content.getValue());
      if (found.isPresent()) {
        check(content.getKey(), found.get(), reader);
      }
    }
  }

  private static void check(BundleEntry entry, ChunkTable.Content content, ChunkTable.Reader reader)
      throws IOException {
    if (content.size() != entry.size() || content.packedSize() != entry.packedSize()) {
      throw new AssetException(
          "tells other lengths of "
              + entry.name()
              + " than the bundle has: "
              + content.size()
              + " bytes, "
              + content.packedSize()
              + " compressed");
    }
    long at = content.pages();
    for (Segment segment : content.segments()) {
      ChunkPage.parse(reader.read(at, segment.pageSize()), segment);
      at += segment.pageSize();
    }
  }

  private void warn(BundleEntry table, String message) {
    findings.warn(
        BundleWarning.of(
            BundleWarning.Kind.CHUNKS,
            table.name(),
            message + "; devices fetch contents whole. Bundle again"));
  }
}
