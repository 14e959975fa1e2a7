package io.assetota.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a device folder to one process. The operating system frees it when the process ends,
 * however it ends.
 */
final class DeviceLock implements AutoCloseable {
  private static final int MAX_OWNER_LENGTH = 64;

  private final FileChannel channel;

  private DeviceLock(FileChannel channel) {
    this.channel = channel;
  }

  static DeviceLock take(Path home) throws IOException {
    FileChannel channel = FileChannel.open(home.resolve("lock"), CREATE, READ, WRITE);
    try {
      if (tryLock(channel) == null) {
        throw new DeviceBusyException(home, readOwner(channel));
      }
      String owner = "process " + ProcessHandle.current().pid();
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(owner.getBytes(UTF_8)), 0);
      return new DeviceLock(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by this very process
    }
  }

  private static String readOwner(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(MAX_OWNER_LENGTH);
    int n = channel.read(buffer, 0);
    return n > 0 ? new String(buffer.array(), 0, n, UTF_8) : "another process";
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
