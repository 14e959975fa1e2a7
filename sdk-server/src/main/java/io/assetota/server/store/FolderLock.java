package io.assetota.server.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Locks a data folder for one server. The operating system frees the lock however the process ends.
 */
final class FolderLock implements AutoCloseable {
  static final String NAME = "lock";

  /**
   * The folders that this process holds. Static, because the operating system's locks are the
   * process's as well: a second channel on a locked file, when it is closed, frees the lock of the
   * first (fcntl(2), record locks), so it must not even be opened.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path held;
  private final FileChannel channel;

  private FolderLock(Path held, FileChannel channel) {
    this.held = held;
    this.channel = channel;
  }

  static FolderLock take(Path folder) throws IOException {
    Path real = folder.toRealPath();
    if (!HELD.add(real)) {
      throw taken(folder);
    }
    try {
      return new FolderLock(real, lock(folder));
    } catch (IOException | RuntimeException e) {
      HELD.remove(real);
      throw e;
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    // Opening it would create what the link names, wherever that is.
    if (Files.isSymbolicLink(file)) {
      throw new AssetException(file + " is a symbolic link, which no server makes: remove it");
    }
    FileChannel channel =
        FileChannel.open(file, Set.of(CREATE, WRITE, NOFOLLOW_LINKS), OwnerOnly.file(file));
    try {
      if (channel.tryLock() == null) {
        throw taken(folder);
      }
      OwnerOnly.restrict(file);
      return channel;
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw taken(folder);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static AssetException taken(Path folder) {
    return new AssetException(
        "Another server is running on " + folder + ": stop it, or use another folder");
  }

  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      try {
        channel.close();
      } finally {
        HELD.remove(held);
      }
    }
  }
}
