package io.assetota.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.assetota.core.model.DeviceBusyException;
import io.assetota.core.model.Printable;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a device folder to one process. The operating system frees it when the process ends,
 * however it ends.
 */
public final class DeviceLock implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(DeviceLock.class);
  private static final int MAX_OWNER_LENGTH = 64;

  /**
   * The folders that this process holds. Static, because the operating system's locks are the
   * process's as well: a second channel on a locked file, when it is closed, frees the lock of the
   * first (fcntl(2), record locks), so it must not even be opened.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path held;
  private final FileChannel channel;
  private boolean closed;

  private DeviceLock(Path held, FileChannel channel) {
    this.held = held;
    this.channel = channel;
  }

  public static DeviceLock take(Path home) throws IOException {
    Path real = home.toRealPath();
    if (!HELD.add(real)) {
      throw openHere(home);
    }
    try {
      return new DeviceLock(real, lock(home));
    } catch (IOException | RuntimeException | Error e) {
      HELD.remove(real);
      throw e;
    }
  }

  private static FileChannel lock(Path home) throws IOException {
    FileChannel channel = open(home.resolve("lock"));
    try {
      if (channel.tryLock() == null) {
        throw new DeviceBusyException(home, readOwner(channel));
      }
      writeOwner(channel);
      return channel;
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw openHere(home);
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Not through a symbolic link: what it names would be emptied and get the owner's name, with the
   * rights of whoever opens the folder.
   */
  private static FileChannel open(Path file) throws IOException {
    try {
      return FileChannel.open(file, CREATE, READ, WRITE, NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw explainLink(file, e);
    }
  }

  /** The system speaks of too many levels of links where there is one that it should not follow. */
  static IOException explainLink(Path file, IOException failure) {
    return Files.isSymbolicLink(file)
        ? new FileSystemException(
            file.toString(), null, "is a symbolic link, which is not followed here: remove it")
        : failure;
  }

  private static DeviceBusyException openHere(Path home) {
    return new DeviceBusyException(
        "device folder "
            + home
            + " is open in this process already: close that AssetManager first");
  }

  private static String readOwner(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(MAX_OWNER_LENGTH);
    int n = channel.read(buffer, 0);
    return n > 0 ? new String(buffer.array(), 0, n, UTF_8) : "another process";
  }

  /** For the message of others only: a full disk must not keep the device from opening. */
  private static void writeOwner(FileChannel channel) throws IOException {
    try {
      channel.truncate(0);
      String owner = "process " + ProcessHandle.current().pid();
      channel.write(ByteBuffer.wrap(owner.getBytes(UTF_8)), 0);
    } catch (IOException e) {
      if (!channel.isOpen()) {
        throw e; // an interrupt closed it, and the lock is gone
      }
      log.warn(
          "The lock of the device folder could not be given its owner's name: {}",
          Printable.failure(e));
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      closed = true;
      try {
        channel.close();
      } finally {
        HELD.remove(held);
      }
    }
  }
}
