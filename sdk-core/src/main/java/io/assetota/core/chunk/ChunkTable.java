package io.assetota.core.chunk;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The table of chunks of a bundle, or of one stored asset (FORMAT.md, "Chunks"): pages, an index of
 * the segments, and at the end a footer, so that who reads a part at its end finds the rest.
 *
 * <p>A table is never trusted: what it leads to is compared with hashes, in the end with the
 * SHA-256 of the whole content. Whoever reads it knows that it may be anything, within its bounds.
 */
public final class ChunkTable {
  /** The entry of a bundle. */
  public static final String ENTRY = "META-INF/chunks";

  /** The longest index in bytes: that of content of some 80 GB. */
  private static final int MAX_INDEX = 4 * 1024 * 1024;

  private static final byte[] MAGIC = {'c', 'h', 'u', 'n', 'k', 's', '1', '\n'};
  private static final int FOOTER = Integer.BYTES + Integer.BYTES + MAGIC.length;
  private static final int MIN_CONTENT = Long.BYTES + 3;

  /** What is read first: the index of a small bundle is in it. */
  private static final int GUESS = 4 * 1024;

  private static final long MAX_32 = 0xffff_ffffL;

  /** Reads a part of a table. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Reads exactly these bytes.
     *
     * @param offset from the start of the table
     */
    byte[] read(long offset, int length) throws IOException;
  }

  /**
   * What the index has of some content.
   *
   * @param size its length in bytes
   * @param packedSize that of its Deflate stream
   * @param pages where its pages begin in the table
   * @param segments its segments
   */
  public record Content(long size, long packedSize, long pages, List<Segment> segments) {
    /** Copies the list. */
    public Content {
      segments = List.copyOf(segments);
    }

    /** Returns how long its pages are. */
    public long pagesSize() {
      return segments.stream().mapToLong(Segment::pageSize).sum();
    }
  }

  private final Map<Long, Content> contents;

  private ChunkTable(Map<Long, Content> contents) {
    this.contents = contents;
  }

  /** Finds some content. Another one may have the same key, so look at its lengths, too. */
  public Optional<Content> find(AssetHash content) {
    return Optional.ofNullable(contents.get(key(content)));
  }

  private static long key(AssetHash content) {
    return ByteBuffer.wrap(content.bytes()).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  /** Writes a table. */
  public static byte[] encode(List<ContentChunks> contents) {
    ByteArrayOutputStream table = new ByteArrayOutputStream();
    ByteArrayOutputStream index = new ByteArrayOutputStream();
    for (ContentChunks content : contents) {
      List<Segment> segments = new ArrayList<>();
      for (ChunkPage page : content.pages()) {
        table.writeBytes(page.encode());
        segments.add(page.segment());
      }
      index.writeBytes(encode(content.content(), segments));
    }
    ByteBuffer footer = ByteBuffer.allocate(FOOTER).order(ByteOrder.LITTLE_ENDIAN);
    footer.putInt(index.size()).putInt(contents.size()).put(MAGIC);
    table.writeBytes(index.toByteArray());
    table.writeBytes(footer.array());
    return table.toByteArray();
  }

  private static byte[] encode(AssetHash content, List<Segment> segments) {
    ByteBuffer out = ByteBuffer.allocate(32 + 40 * segments.size()).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(key(content));
    Varints.put(out, segments.size());
    for (Segment segment : segments) {
      Varints.put(out, segment.size());
      Varints.putSigned(out, segment.packedSize() - segment.size());
      Varints.put(out, segment.chunks());
      Varints.put(out, segment.pageSize() - ChunkPage.MIN_PER_CHUNK * segment.chunks());
      out.putLong(segment.id().first()).putLong(segment.id().second());
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  /**
   * Reads the index of a table.
   *
   * @param length of the whole table in bytes
   * @throws AssetException if it is none, or beyond the bounds
   * @throws IOException if reading fails
   */
  public static ChunkTable read(Reader reader, long length) throws IOException {
    if (length < FOOTER) {
      throw new AssetException("a table of chunks of " + length + " bytes");
    }
    int guess = (int) Math.min(length, GUESS);
    ByteBuffer end =
        ByteBuffer.wrap(reader.read(length - guess, guess)).order(ByteOrder.LITTLE_ENDIAN);
    int at = guess - FOOTER;
    long indexLength = end.getInt(at) & MAX_32;
    long count = end.getInt(at + Integer.BYTES) & MAX_32;
    if (!Arrays.equals(end.array(), guess - MAGIC.length, guess, MAGIC, 0, MAGIC.length)) {
      throw new AssetException("no table of chunks, or one of another version");
    }
    if (indexLength > Math.min(MAX_INDEX, length - FOOTER) || count * MIN_CONTENT > indexLength) {
      throw new AssetException(
          "a table of chunks with an index of "
              + indexLength
              + " bytes for "
              + count
              + " contents");
    }
    long start = length - FOOTER - indexLength;
    ByteBuffer index =
        indexLength <= at
            ? end.slice(at - (int) indexLength, (int) indexLength)
            : ByteBuffer.wrap(reader.read(start, (int) indexLength));
    return parse(index.order(ByteOrder.LITTLE_ENDIAN), (int) count, start);
  }

  private static ChunkTable parse(ByteBuffer index, int count, long pagesEnd)
      throws AssetException {
    Map<Long, Content> contents = new HashMap<>();
    long pages = 0;
    for (int i = 0; i < count; i++) {
      if (index.remaining() < Long.BYTES) {
        throw new AssetException("a table of chunks ends in its content " + i);
      }
      long key = index.getLong();
      Content content = parseContent(index, pages);
      contents.put(key, content);
      pages += content.pagesSize();
    }
    if (index.hasRemaining() || pages != pagesEnd) {
      throw new AssetException(
          "a table of chunks with pages of " + pages + " bytes, but " + pagesEnd + " are there");
    }
    return new ChunkTable(contents);
  }

  private static Content parseContent(ByteBuffer index, long pages) throws AssetException {
    int count = Varints.get(index, index.remaining() / SegmentId.LENGTH, "number of segments");
    List<Segment> segments = new ArrayList<>(count);
    long size = 0;
    long packedSize = SegmentDeflater.endLength();
    for (int i = 0; i < count; i++) {
      int length = Varints.get(index, Segment.MAX_SIZE, "length of a segment");
      int packed = length + Varints.getSigned(index, Segment.MAX_PACKED, "its packed length");
      int chunks = Varints.get(index, Segment.MAX_CHUNKS, "number of chunks");
      int most = (ChunkPage.MAX_PER_CHUNK - ChunkPage.MIN_PER_CHUNK) * chunks;
      int page = ChunkPage.MIN_PER_CHUNK * chunks + Varints.get(index, most, "length of a page");
      if (index.remaining() < SegmentId.LENGTH) {
        throw new AssetException("a table of chunks ends in a segment");
      }
      Segment segment = new Segment(SegmentId.read(index), length, packed, chunks, page);
      segment.check();
      segments.add(segment);
      size += length;
      packedSize += packed;
    }
    return new Content(size, packedSize, pages, segments);
  }
}
