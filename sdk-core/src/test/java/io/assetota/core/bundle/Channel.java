package io.assetota.core.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Bytes in memory as a channel to read, which counts that, as a server of ranges would. */
final class Channel extends SeekableInMemoryByteChannel {
  long bytesRead;
  int reads;

  Channel(byte[] bytes) {
    super(bytes);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    reads++;
    int n = super.read(target);
    bytesRead += Math.max(0, n);
    return n;
  }

  @Override
  public int write(ByteBuffer source) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new UnsupportedOperationException();
  }
}
