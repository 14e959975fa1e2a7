package io.assetota.core.bundle.zip;

import io.assetota.core.model.AssetException;
import io.assetota.core.stream.BulkStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * Reads a range of a channel. It keeps its own position, so that several streams can share a
 * channel.
 */
public final class ChannelStream extends BulkStream {
  private final SeekableByteChannel channel;
  private final long end;
  private long position;

  /**
   * Creates a stream.
   *
   * @param start the first byte
   * @param end the first byte behind the last one
   */
  public ChannelStream(SeekableByteChannel channel, long start, long end) {
    this.channel = channel;
    this.position = start;
    this.end = end;
  }

  /** Reads a part of a channel that is known to be there. */
  public static byte[] read(SeekableByteChannel channel, long offset, int length)
      throws IOException {
    byte[] bytes = new byte[length];
    // Not readNBytes(int), which reads piece by piece: over HTTP each would be a request.
    int n = new ChannelStream(channel, offset, offset + length).readNBytes(bytes, 0, length);
    if (n < length) {
      throw new AssetException(
          "the bundle ended at " + (offset + n) + " while it was read; did it change meanwhile?");
    }
    return bytes;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position >= end) {
      return -1;
    }
    ByteBuffer target = ByteBuffer.wrap(buffer, offset, (int) Math.min(length, end - position));
    synchronized (channel) {
      channel.position(position);
      int n = channel.read(target);
      if (n > 0) {
        position += n;
      }
      return n;
    }
  }

  @Override
  public long skip(long n) {
    long skipped = Math.max(0, Math.min(n, end - position));
    position += skipped;
    return skipped;
  }
}
