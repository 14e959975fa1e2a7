package io.assetota.core.chunk;

import io.assetota.core.model.AssetException;
import java.io.Closeable;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates segments, and chunks of them. Not safe for use by several threads. */
public final class SegmentInflater implements Closeable {
  /** How far back a Deflate stream may refer (RFC 1951, section 2). */
  private static final int WINDOW = 32 * 1024;

  private final Inflater inflater = new Inflater(true);

  /**
   * Inflates a segment that stands alone.
   *
   * @param packed its part of a Deflate stream
   * @param packedSize how much of the array that is
   * @param content gets the content, from the first byte on
   * @param size how long that is
   * @throws AssetException if it is damaged, or not as long
   */
  public void inflate(byte[] packed, int packedSize, byte[] content, int size)
      throws AssetException {
    inflater.reset();
    inflate(packed, 0, packedSize, content, 0, size);
  }

  /**
   * Inflates a chunk behind content that is there already.
   *
   * @param packed has its part of a Deflate stream
   * @param packedOffset where that begins
   * @param packedSize how long it is
   * @param content has the segment's content up to the chunk, and gets the chunk's
   * @param start where the chunk begins
   * @param size how long it is
   * @throws AssetException if it is damaged, or not as long
   */
  public void inflateChunk(
      byte[] packed, int packedOffset, int packedSize, byte[] content, int start, int size)
      throws AssetException {
    inflater.reset();
    if (start > 0) {
      int known = Math.min(start, WINDOW);
      inflater.setDictionary(content, start - known, known);
    }
    inflate(packed, packedOffset, packedSize, content, start, size);
  }

  private void inflate(
      byte[] packed, int packedOffset, int packedSize, byte[] content, int start, int size)
      throws AssetException {
    inflater.setInput(packed, packedOffset, packedSize);
    try {
      int done = 0;
      while (done < size) {
        int n = inflater.inflate(content, start + done, size - done);
        if (n == 0) {
          throw new AssetException(
              "a part of the Deflate stream holds " + done + " of " + size + " bytes");
        }
        done += n;
      }
      if (inflater.inflate(new byte[1]) > 0 || inflater.getRemaining() > 0) {
        throw new AssetException("a part of the Deflate stream holds more than " + size + " bytes");
      }
    } catch (DataFormatException e) {
      throw new AssetException("a part of the Deflate stream is damaged: " + e.getMessage(), e);
    }
  }

  /**
   * Compares content with the hashes of its chunks.
   *
   * @throws AssetException if a chunk differs
   */
  public static void requireContent(byte[] content, ChunkPage page) throws AssetException {
    int start = 0;
    for (int i = 0; i < page.count(); i++) {
      if (ChunkPage.hash(content, start, page.size(i)) != page.hash(i)) {
        throw new AssetException("the chunk at byte " + start + " of a segment is another one");
      }
      start += page.size(i);
    }
  }

  @Override
  public void close() {
    inflater.end();
  }
}
