package io.assetota.ota.source;

import io.assetota.core.bundle.ByteRange;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/**
 * A source as a channel, for readers of bundles. It fetches whole windows: the first one is the
 * tail, where the directory of a bundle is, so that opening a bundle costs one request.
 */
final class SourceChannel implements SeekableByteChannel {
  /** Has room for the directory of some 30 entries, and is small compared with an asset. */
  static final int TAIL = 4 * 1024;

  /** The longest window; the first is short, and each that follows directly is twice as long. */
  private static final int LONGEST_WINDOW = 64 * 1024;

  private final BundleSource source;
  private final long size;
  private byte[] window = new byte[0];
  private long windowStart;
  private int next = TAIL;
  private long position;
  private boolean closed;

  SourceChannel(BundleSource source) throws IOException {
    this.source = source;
    this.size = source.size();
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    requireOpen();
    if (position >= size) {
      return -1;
    }
    if (position < windowStart || position >= windowStart + window.length) {
      fetch(target.remaining());
    }
    int from = (int) (position - windowStart);
    int n = Math.min(target.remaining(), window.length - from);
    target.put(window, from, n);
    position += n;
    return n;
  }

  /** Fetches a window, which is at least as long as what is asked for, if that isn't too long. */
  private void fetch(int wanted) throws IOException {
    boolean goesOn = position == windowStart + window.length;
    next = Math.min(LONGEST_WINDOW, goesOn ? 2 * next : Math.max(TAIL, wanted));
    long tail = Math.max(0, size - TAIL);
    long start = Math.min(position, tail);
    ByteRange range = new ByteRange(start, start == tail ? size : Math.min(tail, start + next));
    window = fetch(range);
    windowStart = start;
  }

  private byte[] fetch(ByteRange range) throws IOException {
    try (InputStream in = source.read(range)) {
      byte[] bytes = in.readNBytes((int) range.length());
      if (bytes.length < range.length()) {
        throw new EOFException(
            source + " ended at " + (range.start() + bytes.length) + " of " + size + " bytes");
      }
      return bytes;
    }
  }

  @Override
  public int write(ByteBuffer bytes) {
    throw new NonWritableChannelException();
  }

  @Override
  public long position() throws IOException {
    requireOpen();
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) throws IOException {
    requireOpen();
    if (newPosition < 0) {
      throw new IllegalArgumentException("position must not be negative: " + newPosition);
    }
    position = newPosition;
    return this;
  }

  @Override
  public long size() throws IOException {
    requireOpen();
    return size;
  }

  @Override
  public SeekableByteChannel truncate(long newSize) {
    throw new NonWritableChannelException();
  }

  private void requireOpen() throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public void close() {
    closed = true;
  }
}
