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

/**
 * Locks a data folder for one server. The operating system frees the lock however the process ends.
 */
final class FolderLock implements AutoCloseable {
  static final String NAME = "lock";

  /**
   * Begins the name of a system property which says that this process holds a folder, whatever
   * class loader asks: the operating system's locks belong to the process. When the process closes
   * a second channel on a locked file, the lock of the first is gone (fcntl(2), record locks), so
   * the file must not even be opened again.
   */
  private static final String NOTE = "io.assetota.server.lock:";

  private final String note;
  private final FileChannel channel;

  private FolderLock(String note, FileChannel channel) {
    this.note = note;
    this.channel = channel;
  }

  static FolderLock take(Path folder) throws IOException {
    String note = NOTE + folder.toRealPath();
    if (System.getProperties().putIfAbsent(note, "held") != null) {
      throw taken(folder);
    }
    boolean locked = false;
    try {
      FolderLock lock = new FolderLock(note, lock(folder));
      locked = true;
      return lock;
    } finally {
      if (!locked) {
        System.getProperties().remove(note);
      }
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
        System.getProperties().remove(note);
      }
    }
  }
}
