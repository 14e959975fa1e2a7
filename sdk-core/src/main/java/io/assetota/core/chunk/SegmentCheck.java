package io.assetota.core.chunk;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Checks that a table tells the truth about a Deflate stream. */
public final class SegmentCheck {
  private SegmentCheck() {}

  /**
   * Reads a stream, and inflates each segment alone.
   *
   * @param packed the Deflate stream; it is not closed
   * @return the chunks, for {@link StoredChunks}
   * @throws AssetException if a segment doesn't inflate alone, or they are not the content together
   * @throws IOException if reading fails
   */
  public static ContentChunks check(InputStream packed, AssetHash content, List<ChunkPage> pages)
      throws IOException {
    Hasher sha256 = Hashing.sha256().newHasher();
    byte[] raw = new byte[Segment.MAX_SIZE];
    byte[] stream = new byte[Segment.MAX_PACKED];
    try (SegmentInflater inflater = new SegmentInflater()) {
      for (ChunkPage page : pages) {
        Segment segment = page.segment();
        if (packed.readNBytes(stream, 0, segment.packedSize()) < segment.packedSize()) {
          throw new AssetException("the Deflate stream ends in a segment");
        }
        inflater.inflate(stream, segment.packedSize(), raw, segment.size());
        SegmentInflater.requireContent(raw, page);
        sha256.putBytes(raw, 0, segment.size());
      }
    }
    if (!AssetHash.of(sha256.hash().asBytes()).equals(content)) {
      throw new AssetException("the segments are not asset " + content + " together");
    }
    return new ContentChunks(content, pages);
  }
}
