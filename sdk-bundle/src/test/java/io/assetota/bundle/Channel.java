package io.assetota.bundle;

import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Bytes in memory as a channel, which counts what is read, as a server of ranges would. */
final class Channel implements SeekableByteChannel {
  private final byte[] bytes;
  private long position;
  private boolean open = true;
  long bytesRead;
  int reads;

  Channel(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read(ByteBuffer target) {
    reads++;
    if (position >= bytes.length) {
      return -1;
    }
    int n = (int) Math.min(target.remaining(), bytes.length - position);
    target.put(bytes, (int) position, n);
    position += n;
    bytesRead += n;
    return n;
  }

  @Override
  public int write(ByteBuffer source) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }
}
