package io.assetota.ota.delta;

import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.BundleEntry;
import io.assetota.core.bundle.ByteRange;
import io.assetota.core.bundle.EntryMethod;
import io.assetota.core.chunk.ChunkPage;
import io.assetota.core.chunk.ChunkTable;
import io.assetota.core.chunk.Segment;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.source.BundleSource;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table of chunks of a bundle, of which only what is needed is fetched. */
final class BundleChunks {
  private static final Logger log = LoggerFactory.getLogger(BundleChunks.class);

  /** Pages that lie this near to each other are fetched together. */
  private static final int NEAR = 8 * 1024;

  private final BundleSource source;
  private final ByteRange data;
  private final ChunkTable table;
  private long fetched;

  private BundleChunks(BundleSource source, ByteRange data) throws IOException {
    this.source = source;
    this.data = data;
    this.table = ChunkTable.read(this::read, data.length());
  }

  /** Opens the table of a bundle; empty if there is none that can be used. */
  static Optional<BundleChunks> open(BundleSource source, Bundle bundle) throws IOException {
    Optional<ByteRange> data =
        bundle
            .entry(ChunkTable.ENTRY)
            .filter(e -> e.method() == EntryMethod.STORED)
            .flatMap(BundleEntry::dataRange);
    if (data.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BundleChunks(source, data.get()));
    } catch (SourceException e) {
      throw e;
    } catch (AssetException e) {
      log.warn("The bundle comes without chunks, as their table is wrong: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** Finds the content of an entry. */
  Optional<ChunkTable.Content> find(AssetHash content, BundleEntry entry) {
    return table
        .find(content)
        .filter(c -> entry.method() == EntryMethod.DEFLATED)
        .filter(c -> c.size() == entry.size() && c.packedSize() == entry.packedSize());
  }

  /** Returns how much of the table was fetched, in bytes. */
  long fetched() {
    return fetched;
  }

  private byte[] read(long offset, int length) throws IOException {
    long start = data.start() + offset;
    byte[] bytes = new byte[length];
    try (InputStream in = source.read(new ByteRange(start, start + length))) {
      if (in.readNBytes(bytes, 0, length) < length) {
        throw new EOFException(source + " ended in the table of chunks");
      }
    }
    fetched += length;
    return bytes;
  }

  /**
   * Returns pages.
   *
   * @param segments which ones, in ascending order
   * @throws AssetException if one is not that of its segment
   */
  List<ChunkPage> pages(ChunkTable.Content content, List<Integer> segments) throws IOException {
    long[] starts = new long[content.segments().size() + 1];
    starts[0] = content.pages();
    for (int i = 0; i + 1 < starts.length; i++) {
      starts[i + 1] = starts[i] + content.segments().get(i).pageSize();
    }
    List<ChunkPage> pages = new ArrayList<>(segments.size());
    int first = 0;
    while (first < segments.size()) {
      int last = first;
      while (last + 1 < segments.size()
          && starts[segments.get(last + 1)] - starts[segments.get(last) + 1] <= NEAR) {
        last++;
      }
      long start = starts[segments.get(first)];
      byte[] read = read(start, (int) (starts[segments.get(last) + 1] - start));
      for (int i = first; i <= last; i++) {
        Segment segment = content.segments().get(segments.get(i));
        int from = (int) (starts[segments.get(i)] - start);
        pages.add(
            ChunkPage.parse(Arrays.copyOfRange(read, from, from + segment.pageSize()), segment));
      }
      first = last + 1;
    }
    return pages;
  }
}
