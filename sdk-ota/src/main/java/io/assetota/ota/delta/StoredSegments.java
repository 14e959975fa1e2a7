package io.assetota.ota.delta;

import io.assetota.core.chunk.ChunkPage;
import io.assetota.core.chunk.SeekPoints;
import io.assetota.core.chunk.Segment;
import io.assetota.core.chunk.SegmentInflater;
import io.assetota.core.chunk.StoredChunks;
import io.assetota.core.install.StoredContents;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.module.AssetModule;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads segments of stored assets. It keeps some, as chunks that follow each other come from the
 * same one. Nothing of what it reads is trusted: files change, and disks fail. Not safe for use by
 * several threads.
 */
final class StoredSegments implements Closeable {
  /** How many assets are open: content is rarely put together of more at a time. */
  private static final int OPEN = 2;

  /** Which part of the heap inflated segments may take, and how many there are at most. */
  private static final int SHARE_OF_HEAP = 16;

  private static final int MOST_KEPT = 32;

  private final StoredContents stored;
  private final SegmentInflater inflater = new SegmentInflater();
  private final Deque<Open> open = new ArrayDeque<>();
  private final Deque<Inflated> kept = new ArrayDeque<>();
  private final int mostKept =
      (int)
          Math.max(
              1,
              Math.min(
                  MOST_KEPT, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / Segment.MAX_SIZE));

  private record Open(
      AssetHash content,
      SeekableByteChannel channel,
      StoredChunks chunks,
      SeekPoints points,
      long payload) {}

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Inflated(AssetHash content, int segment, byte[] bytes) {}

  /**
   * A segment as it is stored.
   *
   * @param packed its part of the Deflate stream
   * @param page its chunks, with their lengths in there
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Packed(byte[] packed, ChunkPage page) {}

  StoredSegments(StoredContents stored) {
    this.stored = stored;
  }

  /** Reads a segment as it is stored. */
  Packed packed(Step.Place place) throws IOException {
    Open from = open(place.content());
    Segment segment = segment(from, place);
    return new Packed(read(from, place.segment(), segment), from.chunks().page(place.segment()));
  }

  private static Segment segment(Open from, Step.Place place) throws AssetException {
    if (place.segment() >= from.chunks().content().segments().size()) {
      throw new AssetException("asset " + place.content() + " has other chunks now");
    }
    return from.chunks().content().segments().get(place.segment());
  }

  /** Copies a chunk. */
  void copy(Step.Place place, byte[] to, int start, int size) throws IOException {
    byte[] segment = inflated(place);
    if (place.start() + size > segment.length) {
      throw new AssetException("asset " + place.content() + " has other chunks now");
    }
    System.arraycopy(segment, place.start(), to, start, size);
  }

  private byte[] inflated(Step.Place place) throws IOException {
    for (Inflated one : kept) {
      if (one.segment() == place.segment() && one.content().equals(place.content())) {
        return one.bytes();
      }
    }
    Open from = open(place.content());
    Segment segment = segment(from, place);
    byte[] bytes = new byte[segment.size()];
    byte[] packed = read(from, place.segment(), segment);
    inflater.inflate(packed, packed.length, bytes, bytes.length);
    kept.addFirst(new Inflated(place.content(), place.segment(), bytes));
    if (kept.size() > mostKept) {
      kept.removeLast();
    }
    return bytes;
  }

  private static byte[] read(Open from, int index, Segment segment) throws IOException {
    ByteBuffer packed = ByteBuffer.allocate(segment.packedSize());
    from.channel().position(from.payload() + from.points().packedStart(index));
    while (packed.hasRemaining()) {
      if (from.channel().read(packed) < 0) {
        throw new EOFException("the module of asset " + from.content() + " is cut off");
      }
    }
    return packed.array();
  }

  private Open open(AssetHash content) throws IOException {
    for (Open one : open) {
      if (one.content().equals(content)) {
        return one;
      }
    }
    StoredChunks chunks =
        stored
            .chunks(content)
            .orElseThrow(() -> new AssetException("asset " + content + " has no chunks any more"));
    SeekableByteChannel channel = stored.openModule(content);
    try {
      AssetModule module = AssetModule.parse(channel);
      SeekPoints points = new SeekPoints(chunks.content());
      if (!module.compressed() || !points.fit(module.size(), module.payloadLength())) {
        throw new AssetException("asset " + content + " has other chunks than its table says");
      }
      Open opened = new Open(content, channel, chunks, points, module.payloadOffset());
      open.addFirst(opened);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    if (open.size() > OPEN) {
      open.removeLast().channel().close();
    }
    return open.getFirst();
  }

  @Override
  public void close() throws IOException {
    inflater.close();
    for (Open one : open) {
      one.channel().close();
    }
    open.clear();
    kept.clear();
  }
}
