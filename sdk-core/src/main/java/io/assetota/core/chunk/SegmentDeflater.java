package io.assetota.core.chunk;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Compresses segments, each alone: behind each chunk the stream ends a block at a whole byte
 * (Z_SYNC_FLUSH), and behind the last one it forgets what was before (Z_FULL_FLUSH). Authors and
 * devices do this the same way. Not safe for use by several threads.
 */
public final class SegmentDeflater implements Closeable {
  /** What ends a stream behind its last segment: an empty block that is marked as the last one. */
  private static final byte[] END = {3, 0};

  private final Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
  private byte[] packed = new byte[0];
  private int length;

  /**
   * Compresses a segment.
   *
   * @param content its content, from the first byte on
   * @param page its chunks
   * @return the page, with the lengths that the chunks have got
   */
  public ChunkPage deflate(byte[] content, ChunkPage page) {
    int[] packedSizes = new int[page.count()];
    deflater.reset();
    reserve(page);
    int from = 0;
    for (int i = 0; i < packedSizes.length; i++) {
      int before = length;
      deflater.setInput(content, from, page.size(i));
      flush(i + 1 < packedSizes.length ? Deflater.SYNC_FLUSH : Deflater.FULL_FLUSH);
      packedSizes[i] = length - before;
      from += page.size(i);
    }
    return page.withPackedSizes(packedSizes);
  }

  /** At once: in a small heap, growing bit by bit takes more than there is. */
  private void reserve(ChunkPage page) {
    int size = 0;
    for (int i = 0; i < page.count(); i++) {
      size += page.size(i);
    }
    int most = size + size / 16 + 16 * page.count();
    if (packed.length < most) {
      packed = new byte[most];
    }
    length = 0;
  }

  /** A flush is complete when it leaves room. */
  private void flush(int mode) {
    while (true) {
      if (packed.length == length) {
        packed = Arrays.copyOf(packed, 2 * length);
      }
      length += deflater.deflate(packed, length, packed.length - length, mode);
      if (length < packed.length) {
        return;
      }
    }
  }

  /** Writes what the last call has compressed. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(packed, 0, length);
  }

  /** Writes the end of a stream. */
  public static void writeEnd(OutputStream out) throws IOException {
    out.write(END);
  }

  /** Returns how many bytes {@link #writeEnd} writes. */
  public static int endLength() {
    return END.length;
  }

  @Override
  public void close() {
    deflater.end();
  }
}
