package io.assetota.handlers.sound;

import io.assetota.core.stream.BulkStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * Lets one provider after the other look at the beginning of a stream, and then gets out of the
 * way. Providers ask for small marks and read beyond them; with a BufferedInputStream that ends the
 * search, and a large mark would stay in memory for as long as the sound plays.
 */
final class ProbeStream extends BulkStream {
  /** No provider reads further to find out what it has. */
  private static final int MAX_PROBE = 1 << 20;

  private final InputStream in;
  private byte[] kept = new byte[8192];
  private int keptLength;
  private int position;
  private int marked;
  private boolean probing = true;

  ProbeStream(InputStream in) {
    this.in = in;
  }

  /** Goes back to the start, for the next provider. */
  void rewind() {
    position = 0;
    marked = 0;
  }

  /** Changes bytes that were read before, for the next reader. */
  void replace(long at, byte[] bytes) {
    System.arraycopy(bytes, 0, kept, (int) at, bytes.length);
  }

  /** Ends the probing: what was kept is given out from here on, and then forgotten. */
  void settle() {
    probing = false;
  }

  /** Fills the buffer as far as the stream goes: some providers take a short read for the end. */
  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    int fromKept = Math.min(length, keptLength - position);
    System.arraycopy(kept, position, buffer, offset, fromKept);
    position += fromKept;
    int fresh = length - fromKept;
    int count = fresh == 0 ? 0 : in.readNBytes(buffer, offset + fromKept, fresh);
    if (probing) {
      keep(buffer, offset + fromKept, count);
    } else if (position == keptLength) {
      kept = new byte[0];
      keptLength = 0;
      position = 0;
    }
    return length > 0 && fromKept + count == 0 ? -1 : fromKept + count;
  }

  private void keep(byte[] buffer, int offset, int count) throws IOException {
    if (keptLength + count > MAX_PROBE) {
      throw new SoundException("no form of sound was found in the first " + MAX_PROBE + " bytes");
    }
    if (keptLength + count > kept.length) {
      kept = Arrays.copyOf(kept, Math.max(2 * kept.length, keptLength + count));
    }
    System.arraycopy(buffer, offset, kept, keptLength, count);
    keptLength += count;
    position += count;
  }

  @Override
  public int available() throws IOException {
    return position < keptLength ? keptLength - position : in.available();
  }

  @Override
  public boolean markSupported() {
    return true;
  }

  @Override
  public void mark(int readLimit) {
    marked = position;
  }

  @Override
  public void reset() throws IOException {
    if (!probing) {
      throw new IOException("too late to go back");
    }
    position = marked;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
