package io.assetota.core.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.StorageFullException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A device folder on a real disk. */
public final class DiskFiles implements DeviceFiles {
  private final Path home;

  public DiskFiles(Path home) {
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
    if (isFolder(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      create(parent);
    }
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      if (!isFolder(folder)) {
        throw e;
      }
    }
    if (parent != null) {
      force(parent);
    }
  }

  /** Not Files.isDirectory: to that, a folder that may not be looked at is none. */
  public static boolean isFolder(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).isDirectory();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public List<String> list(String folder) throws IOException {
    Path path = home.resolve(folder);
    if (!isFolder(path)) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        if (isRegularFile(file)) {
          names.add(file.getFileName().toString());
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(names);
    return names;
  }

  private static boolean isRegularFile(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS).isRegularFile();
    } catch (NoSuchFileException e) {
      return false; // it went in this moment
    }
  }

  @Override
  public boolean exists(String file) throws IOException {
    try {
      Files.readAttributes(home.resolve(file), BasicFileAttributes.class, NOFOLLOW_LINKS);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
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
          throw StorageFullException.explain(named(file, e), home, bytes.remaining());
        }
      }

      @Override
      public void force() throws IOException {
        try {
          channel.force(true);
        } catch (IOException e) {
          throw StorageFullException.explain(named(file, e), home, 1);
        }
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  /** The system says only what is wrong, not where. */
  private IOException named(String file, IOException failure) {
    return failure instanceof FileSystemException || failure instanceof ClosedChannelException
        ? failure
        : new IOException(
            home.resolve(file) + " can't be written: " + failure.getMessage(), failure);
  }

  @Override
  public SeekableByteChannel open(String file) throws IOException {
    try {
      return Files.newByteChannel(home.resolve(file), READ, NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw explainLink(home.resolve(file), e);
    }
  }

  /** The system speaks of too many levels of links where there is one that it should not follow. */
  static IOException explainLink(Path file, IOException failure) {
    return Files.isSymbolicLink(file)
        ? new FileSystemException(
            file.toString(), null, "is a symbolic link, which is not followed here: remove it")
        : failure;
  }

  @Override
  public Optional<Object> stamp(String file) throws IOException {
    try {
      BasicFileAttributes now =
          Files.readAttributes(home.resolve(file), BasicFileAttributes.class, NOFOLLOW_LINKS);
      return Optional.of(
          List.of(now.size(), now.lastModifiedTime(), String.valueOf(now.fileKey())));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
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
