package io.assetota.core.chunk;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts content into chunks and compresses it into one Deflate stream. Memory is that of a segment.
 * Not safe for use by several threads.
 */
public final class ContentPacker implements Closeable {
  /** Shorter content is not worth a table: a delta of it would save little. */
  public static final int MIN_CONTENT = 32 * 1024;

  /** How far behind {@link Segment#MIN_SIZE} a segment ends on average. */
  private static final int MORE = 256 * 1024;

  /** Content that becomes shorter than by this factor has fewer cuts. */
  private static final int FEWER_CUTS = 5;

  /** One cut of so many stays per factor by which it becomes shorter. */
  private static final int PER_CUT = 2;

  private final OutputStream out;
  private final ChunkCutter cutter;
  private final SegmentDeflater deflater = new SegmentDeflater();
  private final byte[] segment = new byte[Segment.MAX_SIZE];
  private final int[] sizes = new int[Segment.MAX_CHUNKS];
  private final long[] hashes = new long[Segment.MAX_CHUNKS];
  private final List<ChunkPage> pages = new ArrayList<>();
  private int length;
  private int chunkStart;
  private int chunks;

  /**
   * Begins a stream.
   *
   * @param forcedCuts offsets at which the content has to be cut, in ascending order
   * @param out where the Deflate stream goes; it is not closed
   */
  public ContentPacker(long[] forcedCuts, OutputStream out) {
    this.cutter = new ChunkCutter(forcedCuts);
    this.out = out;
  }

  /** Takes the next bytes. */
  public void write(byte[] content, int offset, int count) throws IOException {
    int from = offset;
    while (from < offset + count) {
      int taken = cutter.take(content, from, offset + count - from);
      System.arraycopy(content, from, segment, length, taken);
      length += taken;
      from += taken;
      if (cutter.isAtCut()) {
        endChunk();
      }
    }
  }

  private void endChunk() throws IOException {
    int size = length - chunkStart;
    long hash = ChunkPage.hash(segment, chunkStart, size);
    sizes[chunks] = size;
    hashes[chunks] = hash;
    chunks++;
    chunkStart = length;
    boolean byContent = length >= Segment.MIN_SIZE && Long.remainderUnsigned(hash, MORE) < size;
    if (byContent
        || chunks == Segment.MAX_CHUNKS
        || length > Segment.MAX_SIZE - ChunkCutter.MAX_LENGTH) {
      endSegment();
    }
  }

  private void endSegment() throws IOException {
    ChunkPage page =
        new ChunkPage(Arrays.copyOf(sizes, chunks), new int[chunks], Arrays.copyOf(hashes, chunks));
    pages.add(deflate(page));
    deflater.writeTo(out);
    length = 0;
    chunkStart = 0;
    chunks = 0;
  }

  /**
   * Compresses a segment. Where it compresses well, each cut costs much of what is left, so that it
   * gets fewer of them: those that the hashes of the chunks choose, and so the same ones again.
   */
  private ChunkPage deflate(ChunkPage page) {
    ChunkPage deflated = deflater.deflate(segment, page);
    long packed = deflated.segment().packedSize();
    if (packed * FEWER_CUTS > length || page.count() == 1) {
      return deflated;
    }
    long perCut = Long.highestOneBit(Math.max(2, length / (packed * PER_CUT)));
    return deflater.deflate(segment, merged(page, perCut - 1));
  }

  /** Joins a chunk with the next one unless its hash has no bit of the mask. */
  private ChunkPage merged(ChunkPage page, long mask) {
    int[] mergedSizes = new int[page.count()];
    long[] mergedHashes = new long[page.count()];
    int count = 0;
    int start = 0;
    int end = 0;
    for (int i = 0; i < page.count(); i++) {
      end += page.size(i);
      if ((page.hash(i) & mask) == 0 || i + 1 == page.count()) {
        mergedSizes[count] = end - start;
        mergedHashes[count] = ChunkPage.hash(segment, start, end - start);
        count++;
        start = end;
      }
    }
    return new ChunkPage(
        Arrays.copyOf(mergedSizes, count), new int[count], Arrays.copyOf(mergedHashes, count));
  }

  /**
   * Ends the stream.
   *
   * @return the chunks of its segments
   */
  public List<ChunkPage> finish() throws IOException {
    if (length > chunkStart) {
      endChunk();
    }
    if (chunks > 0) {
      endSegment();
    }
    SegmentDeflater.writeEnd(out);
    return List.copyOf(pages);
  }

  @Override
  public void close() {
    deflater.close();
  }
}
