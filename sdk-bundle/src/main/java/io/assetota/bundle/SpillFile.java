package io.assetota.bundle;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The one temporary file of a build, for all that doesn't fit into memory. It is made when it is
 * needed, and deleted when it is closed; on Unix it has no name while it is open, so that nothing
 * stays behind, however the process ends. Safe for use by several threads.
 */
final class SpillFile implements AutoCloseable {
  private @Nullable FileChannel channel;
  private boolean closed;
  private long end;

  /** Returns the place of so many bytes, which nobody else writes to. */
  synchronized long reserve(int length) {
    long place = end;
    end += length;
    return place;
  }

  void write(byte[] bytes, int offset, int length, long place) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
    FileChannel file = channel();
    while (rest.hasRemaining()) {
      file.write(rest, place + rest.position() - offset);
    }
  }

  /** Reads 1 byte or more, up to the length. */
  int read(byte[] bytes, int offset, int length, long place) throws IOException {
    int n = channel().read(ByteBuffer.wrap(bytes, offset, length), place);
    if (n < 0) {
      throw new EOFException("the temporary file of the build ends before byte " + place);
    }
    return n;
  }

  private synchronized FileChannel channel() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    FileChannel open = channel;
    if (open == null) {
      open = create();
      channel = open;
    }
    return open;
  }

  private static FileChannel create() throws IOException {
    Path file = Files.createTempFile("asset-ota-", ".deflated");
    try {
      return FileChannel.open(
          file,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException | RuntimeException | Error e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** Deletes the file. May be called twice. */
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    if (channel != null) {
      channel.close();
    }
  }
}
