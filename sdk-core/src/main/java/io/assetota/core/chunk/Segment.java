package io.assetota.core.chunk;

import io.assetota.core.model.AssetException;

/**
 * A part of some content that inflates alone: some chunks, behind which the Deflate stream is
 * flushed in full.
 *
 * @param id tells its chunks
 * @param size bytes of content
 * @param packedSize bytes of the Deflate stream
 * @param chunks how many chunks it has
 * @param pageSize bytes that these take in a table
 */
public record Segment(SegmentId id, int size, int packedSize, int chunks, int pageSize) {
  /** The longest segment: what it takes to read at any place. */
  public static final int MAX_SIZE = 1024 * 1024;

  /** Where a segment may end. */
  static final int MIN_SIZE = 256 * 1024;

  /** More than the cutter makes of one segment. */
  static final int MAX_CHUNKS = 4096;

  /** Deflate's own overhead, and that of as many flushes (RFC 1951, 3.2.4). */
  static final int MAX_PACKED = MAX_SIZE + MAX_SIZE / 16 + 16 * MAX_CHUNKS;

  void check() throws AssetException {
    if (size < 1 || size > MAX_SIZE) {
      throw new AssetException("a segment of " + size + " bytes; it has 1 to " + MAX_SIZE);
    }
    if (packedSize < 1 || packedSize > MAX_PACKED) {
      throw new AssetException(
          "a segment of " + packedSize + " bytes of Deflate stream; it has 1 to " + MAX_PACKED);
    }
    if (chunks < 1 || chunks > MAX_CHUNKS || chunks > size) {
      throw new AssetException(
          "a segment of " + size + " bytes in " + chunks + " chunks; it has 1 to " + MAX_CHUNKS);
    }
    if (pageSize < ChunkPage.MIN_PER_CHUNK * chunks
        || pageSize > ChunkPage.MAX_PER_CHUNK * chunks) {
      throw new AssetException(chunks + " chunks in a page of " + pageSize + " bytes");
    }
  }
}
