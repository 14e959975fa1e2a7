package io.assetota.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are written once and read later: in memory as long as they are few, else in the
 * temporary file of the build. Written by one thread at a time.
 */
final class DeflatedContent extends OutputStream {
  /** What a long content takes of the file at once, so that it lies in few places. */
  private static final int RESERVE = 1024 * 1024;

  /** The longest piece of the memory. */
  private static final int PIECE = 64 * 1024;

  private final int inMemory;
  private final SpillFile spill;
  private final List<Extent> extents = new ArrayList<>(1);

  /** In pieces: in a small heap, room for one long array is hard to find. */
  private @Nullable List<byte[]> memory = new ArrayList<>(1);

  private boolean complete;

  private long length;

  /** The bytes of the last extent that aren't written yet. */
  private int room;

  /** A part of the file: where, and how long. */
  private record Extent(long place, int length) {}

  /**
   * Begins without content.
   *
   * @param inMemory the most bytes that are kept in memory
   * @param spill where the content goes if there are more
   */
  DeflatedContent(int inMemory, SpillFile spill) {
    this.inMemory = inMemory;
    this.spill = spill;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    if (complete) {
      throw new IOException("the content is complete");
    }
    length += count;
    List<byte[]> pieces = memory;
    if (pieces != null && length > inMemory) {
      memory = null;
      for (byte[] piece : pieces) {
        spill(piece, 0, piece.length);
      }
    }
    if (memory == null) {
      spill(bytes, offset, count);
      return;
    }
    for (int from = offset; from < offset + count; from += PIECE) {
      memory.add(Arrays.copyOfRange(bytes, from, Math.min(offset + count, from + PIECE)));
    }
  }

  /** Returns how many bytes were written. */
  long length() {
    return length;
  }

  private void spill(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    while (from < offset + length) {
      int rest = offset + length - from;
      if (room == 0) {
        room = extents.isEmpty() ? rest : Math.max(rest, RESERVE);
        extents.add(new Extent(spill.reserve(room), room));
      }
      Extent last = extents.get(extents.size() - 1);
      int n = Math.min(rest, room);
      spill.write(bytes, from, n, last.place() + last.length() - room);
      room -= n;
      from += n;
    }
  }

  /** Ends writing. The content can be read until the file of the build is closed. */
  @Override
  public void close() {
    complete = true;
  }

  /** Opens the content. */
  InputStream open() {
    return memory == null
        ? new Spilled()
        : new SequenceInputStream(
            Collections.enumeration(memory.stream().map(ByteArrayInputStream::new).toList()));
  }

  private final class Spilled extends InputStream {
    private int next;
    private long place;
    private int left;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (left == 0 && !advance()) {
        return -1;
      }
      int n = spill.read(bytes, offset, Math.min(length, left), place);
      place += n;
      left -= n;
      return n;
    }

    private boolean advance() {
      if (next == extents.size()) {
        return false;
      }
      Extent extent = extents.get(next);
      next++;
      place = extent.place();
      left = extent.length() - (next == extents.size() ? room : 0);
      return left > 0;
    }
  }
}
