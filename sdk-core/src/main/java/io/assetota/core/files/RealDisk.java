package io.assetota.core.files;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Locale;
import java.util.Set;

/** The disk of this machine. */
final class RealDisk implements Disk {
  static final Disk INSTANCE = new RealDisk();

  private static final boolean WINDOWS =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

  private RealDisk() {}

  @Override
  public void createFolder(Path folder, FileAttribute<?>... attributes) throws IOException {
    Files.createDirectory(folder, attributes);
  }

  @Override
  public Draft create(Path file, FileAttribute<?>... attributes) throws IOException {
    // CREATE_NEW also refuses a symbolic link that was planted there for us to write through.
    FileChannel channel = FileChannel.open(file, Set.of(CREATE_NEW, WRITE), attributes);
    return new Draft() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }

      @Override
      public void force() throws IOException {
        channel.force(true);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    try {
      // Not REPLACE_EXISTING alone: it deletes first, and a power cut then leaves nothing.
      Files.move(from, to, ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new AssetException(
          from + " can't become " + to + " in one step: both have to be on one disk", e);
    }
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    if (WINDOWS) {
      return; // opens no folders, and keeps their names without being asked
    }
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }
}
