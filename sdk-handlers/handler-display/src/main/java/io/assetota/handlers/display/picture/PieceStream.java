package io.assetota.handlers.display.picture;

import io.assetota.core.stream.BulkStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stream of what is left of another one when pieces of it are left out or written anew. A piece
 * has up to {@value #LARGEST} bytes, so that memory is bounded whatever the file says.
 */
abstract class PieceStream extends BulkStream {
  /** The most that is asked of the other stream at once. */
  static final int LARGEST = 8192;

  private final InputStream in;
  private byte[] piece = {};
  private int position;
  private boolean ended;

  PieceStream(InputStream in) {
    this.in = in;
  }

  /** Returns the next bytes, at least one, or null at the end. */
  abstract byte @Nullable [] next() throws IOException;

  /** Takes so many bytes of the other stream. */
  final byte[] take(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("it ends too early");
    }
    return bytes;
  }

  final int takeByte() throws IOException {
    return take(1)[0] & 0xff;
  }

  /** Returns the next byte of the other stream, or -1 at its end. */
  final int tryByte() throws IOException {
    return in.read();
  }

  /** Leaves so many bytes of the other stream out. */
  final void leaveOut(long length) throws IOException {
    in.skipNBytes(length);
  }

  private boolean fill() throws IOException {
    while (position == piece.length) {
      byte[] following = ended ? null : next();
      if (following == null) {
        ended = true;
        return false;
      }
      piece = following;
      position = 0;
    }
    return true;
  }

  @Override
  public final int read(byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, piece.length - position);
    System.arraycopy(piece, position, buffer, offset, count);
    position += count;
    return count;
  }
}
