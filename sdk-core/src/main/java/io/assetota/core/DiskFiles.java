package io.assetota.core;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A device folder on a real disk. */
final class DiskFiles implements DeviceFiles {
  private final Path home;

  DiskFiles(Path home) {
    this.home = home;
  }

  @Override
  public Path home() {
    return home;
  }

  @Override
  public void createFolder(String folder) throws IOException {
    create(home.resolve(folder).toAbsolutePath());
  }

  /** Not createDirectories: it refuses a symbolic link to a folder, and forces nothing. */
  private static void create(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      create(parent);
    }
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
    if (parent != null) {
      force(parent);
    }
  }

  @Override
  public List<String> list(String folder) throws IOException {
    Path path = home.resolve(folder);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> f.getFileName().toString())
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw new IOException("the folder " + path + " can't be read", e.getCause());
    }
  }

  @Override
  public boolean exists(String file) {
    return Files.exists(home.resolve(file));
  }

  @Override
  public Draft create(String file) throws IOException {
    FileChannel channel = FileChannel.open(home.resolve(file), CREATE_NEW, WRITE);
    return new Draft() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        try {
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
        } catch (IOException e) {
          throw StorageFullException.explain(e, home, bytes.remaining());
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
  public SeekableByteChannel open(String file) throws IOException {
    return Files.newByteChannel(home.resolve(file), READ);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    // Not REPLACE_EXISTING alone: it deletes first, and a power cut then leaves nothing.
    try {
      Files.move(home.resolve(from), home.resolve(to), ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new AssetException(
          from
              + " can't become "
              + to
              + " in one step: all folders in "
              + home
              + " have to be on one disk",
          e);
    }
  }

  @Override
  public void delete(String file) throws IOException {
    Files.deleteIfExists(home.resolve(file));
  }

  @Override
  public void forceFolder(String folder) throws IOException {
    force(home.resolve(folder));
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }

  @Override
  public long usableSpace() throws IOException {
    return Files.getFileStore(home).getUsableSpace();
  }
}
