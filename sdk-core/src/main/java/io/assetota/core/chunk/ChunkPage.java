package io.assetota.core.chunk;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.assetota.core.model.AssetException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The chunks of a segment: of each the length, the length in the Deflate stream, and the first 8
 * bytes of its SHA-256. Immutable.
 */
public final class ChunkPage {
  static final int MIN_PER_CHUNK = 1 + 1 + Long.BYTES;
  static final int MAX_PER_CHUNK = 5 + 5 + Long.BYTES;

  private final int[] sizes;
  private final int[] packedSizes;
  private final long[] hashes;

  ChunkPage(int[] sizes, int[] packedSizes, long[] hashes) {
    this.sizes = sizes;
    this.packedSizes = packedSizes;
    this.hashes = hashes;
  }

  /** Computes what a page has of a chunk. */
  public static long hash(byte[] content, int offset, int length) {
    return Hashing.sha256().hashBytes(content, offset, length).asLong();
  }

  /** Returns a segment of a single chunk. */
  public static ChunkPage ofWhole(byte[] content, int size, int packedSize) {
    return new ChunkPage(
        new int[] {size}, new int[] {packedSize}, new long[] {hash(content, 0, size)});
  }

  /** Returns how many chunks there are. */
  public int count() {
    return sizes.length;
  }

  /** Returns the length of a chunk in bytes. */
  public int size(int chunk) {
    return sizes[chunk];
  }

  /** Returns its length in the Deflate stream. */
  public int packedSize(int chunk) {
    return packedSizes[chunk];
  }

  /** Returns its hash. */
  public long hash(int chunk) {
    return hashes[chunk];
  }

  /** Returns where a chunk begins, in bytes of content from the start of the segment. */
  public int start(int chunk) {
    return Arrays.stream(sizes, 0, chunk).sum();
  }

  int[] sizes() {
    return sizes.clone();
  }

  /** Returns the same chunks in a Deflate stream in which they have other lengths. */
  ChunkPage withPackedSizes(int[] others) {
    return new ChunkPage(sizes, others.clone(), hashes);
  }

  SegmentId id() {
    Hasher hasher = Hashing.sha256().newHasher();
    for (int i = 0; i < sizes.length; i++) {
      hasher.putInt(sizes[i]).putLong(hashes[i]);
    }
    return SegmentId.of(hasher.hash());
  }

  /** Returns the segment of these chunks. */
  public Segment segment() {
    return new Segment(
        id(),
        Arrays.stream(sizes).sum(),
        Arrays.stream(packedSizes).sum(),
        sizes.length,
        encode().length);
  }

  byte[] encode() {
    ByteBuffer out =
        ByteBuffer.allocate(MAX_PER_CHUNK * sizes.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < sizes.length; i++) {
      Varints.put(out, sizes[i]);
      Varints.putSigned(out, packedSizes[i] - sizes[i]);
      out.putLong(hashes[i]);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  /**
   * Reads the page of a segment.
   *
   * @throws AssetException if it doesn't belong to that segment
   */
  public static ChunkPage parse(byte[] page, Segment segment) throws AssetException {
    ByteBuffer in = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
    int count = segment.chunks();
    int[] sizes = new int[count];
    int[] packedSizes = new int[count];
    long[] hashes = new long[count];
    long size = 0;
    long packed = 0;
    for (int i = 0; i < count; i++) {
      sizes[i] = Varints.get(in, Segment.MAX_SIZE, "length of a chunk");
      packedSizes[i] = sizes[i] + Varints.getSigned(in, Segment.MAX_PACKED, "its packed length");
      if (in.remaining() < Long.BYTES) {
        throw new AssetException("a page ends in its chunk " + i);
      }
      hashes[i] = in.getLong();
      size += sizes[i];
      packed += packedSizes[i];
      if (sizes[i] < 1 || packedSizes[i] < 1) {
        throw new AssetException("a page has a chunk without content");
      }
    }
    ChunkPage read = new ChunkPage(sizes, packedSizes, hashes);
    if (in.hasRemaining() || size != segment.size() || packed != segment.packedSize()) {
      throw new AssetException(
          "a page of " + size + " bytes for a segment of " + segment.size() + " bytes");
    }
    if (!read.id().equals(segment.id())) {
      throw new AssetException("a page that is not the segment's");
    }
    return read;
  }
}
