package io.assetota.core.chunk;

import com.google.common.hash.Hashing;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * The chunks of a stored asset, as they lie beside it: a table with a checksum. Whoever writes one
 * has inflated each of its segments alone, and compared the content with its SHA-256. Immutable.
 */
public final class StoredChunks {
  /** A longer table is not used: that is one of some 2 GB of content. */
  public static final int MAX_LENGTH = 32 * 1024 * 1024;

  private final byte[] table;
  private final ChunkTable.Content content;

  private StoredChunks(byte[] table, ChunkTable.Content content) {
    this.table = table;
    this.content = content;
  }

  /** Writes a table. */
  public static byte[] encode(ContentChunks chunks) {
    byte[] table = ChunkTable.encode(List.of(chunks));
    return ByteBuffer.allocate(table.length + Integer.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(table)
        .putInt(Hashing.crc32c().hashBytes(table).asInt())
        .array();
  }

  /**
   * Reads a table.
   *
   * @throws AssetException if it is damaged, or another content's
   */
  public static StoredChunks parse(byte[] file, AssetHash asset) throws AssetException {
    int length = file.length - Integer.BYTES;
    if (length < 0
        || Hashing.crc32c().hashBytes(file, 0, length).asInt()
            != ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(length)) {
      throw new AssetException("the table of the chunks of asset " + asset + " is damaged");
    }
    try {
      ChunkTable read =
          ChunkTable.read(
              (offset, count) -> Arrays.copyOfRange(file, (int) offset, (int) offset + count),
              length);
      return new StoredChunks(
          file,
          read.find(asset)
              .orElseThrow(
                  () -> new AssetException("the table of chunks is not that of asset " + asset)));
    } catch (AssetException e) {
      throw e;
    } catch (IOException e) {
      throw new AssetException("the table of chunks can't be read: " + e.getMessage(), e);
    }
  }

  /** Returns the segments, and the lengths of the content. */
  public ChunkTable.Content content() {
    return content;
  }

  /**
   * Returns the chunks of a segment.
   *
   * @param index of the segment, from 0
   * @throws AssetException if the page is not that of the segment
   */
  public ChunkPage page(int index) throws AssetException {
    long start = content.pages();
    for (int i = 0; i < index; i++) {
      start += content.segments().get(i).pageSize();
    }
    Segment segment = content.segments().get(index);
    return ChunkPage.parse(
        Arrays.copyOfRange(table, (int) start, (int) start + segment.pageSize()), segment);
  }
}
