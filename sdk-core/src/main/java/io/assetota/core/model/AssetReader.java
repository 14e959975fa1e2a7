package io.assetota.core.model;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads the raw content of one asset, from front to back or at any position.
 *
 * <p>Content is inflated while it is read: memory stays the same for an asset of any size. When an
 * asset has been read through, its SHA-256 is checked <em>before</em> the last bytes are handed
 * out, so whoever sees the end has seen the right content; a difference is an {@link
 * IntegrityException}. Seeking in a compressed asset inflates what lies in front of the position:
 * from the start, or, in one that came in chunks, at most 1 MiB.
 *
 * <p>A reader that is open while an update removes its asset goes on reading the old content. Not
 * safe for use by several threads; {@code close} may be called twice.
 */
public abstract class AssetReader extends InputStream {
  private long mark;

  /** For implementations. */
  protected AssetReader() {}

  /**
   * Returns the length of the raw content.
   *
   * @return bytes, 0 or more
   */
  public abstract long size();

  /**
   * Returns where the next read begins.
   *
   * @return bytes from the start, 0 to {@link #size()}
   */
  public abstract long position();

  /**
   * Continues reading at another position, forwards or backwards.
   *
   * @param position bytes from the start, 0 to {@link #size()}
   * @throws IllegalArgumentException if the position is outside that range
   * @throws IOException if the content on the way there can't be read or is damaged
   */
  public abstract void seek(long position) throws IOException;

  /** Fills the range, unless the end comes first: then fewer bytes, or -1 if there are none. */
  @Override
  public abstract int read(byte[] buffer, int offset, int length) throws IOException;

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /**
   * Returns the next byte without moving on.
   *
   * @return 0 to 255, or -1 at the end
   * @throws IOException if the content can't be read or is damaged
   */
  public abstract int peek() throws IOException;

  /**
   * Returns the next bytes without moving on. In a compressed asset the content is inflated again
   * from the start afterwards, so this is for its beginning.
   *
   * @param buffer filled from the offset on, as far as the content reaches
   * @param offset where to begin, 0 to the length of the buffer
   * @param length how many bytes are wanted, 0 or more
   * @return how many there are, or -1 at the end
   * @throws IOException if the content can't be read or is damaged
   */
  public int peek(byte[] buffer, int offset, int length) throws IOException {
    long here = position();
    int n = read(buffer, offset, length);
    seek(here);
    return n;
  }

  /**
   * Goes back to the start.
   *
   * @throws IOException if the content can't be read
   */
  public void rewind() throws IOException {
    seek(0);
  }

  /**
   * Tells whether everything was read.
   *
   * @return true at the end
   */
  public boolean atEnd() {
    return position() >= size();
  }

  /** Returns what is left, at most {@link Integer#MAX_VALUE}; 0 at the end. */
  @Override
  public int available() throws IOException {
    return (int) Math.min(Integer.MAX_VALUE, size() - position());
  }

  /** Skips forward, to the end at most. */
  @Override
  public long skip(long count) throws IOException {
    if (count <= 0) {
      return 0;
    }
    long distance = Math.min(count, size() - position());
    seek(position() + distance);
    return distance;
  }

  @Override
  public void skipNBytes(long count) throws IOException {
    if (count > 0 && skip(count) < count) {
      throw new EOFException("the asset ends at " + size());
    }
  }

  @Override
  public boolean markSupported() {
    return true;
  }

  @Override
  public void mark(int readLimit) {
    mark = position();
  }

  /** Goes back to the last {@link #mark(int) mark}, or to the start if there is none. */
  @Override
  public void reset() throws IOException {
    seek(mark);
  }
}
