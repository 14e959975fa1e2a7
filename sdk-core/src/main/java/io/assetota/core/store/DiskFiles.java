package io.assetota.core.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import io.assetota.core.files.Disk;
import io.assetota.core.files.UnfollowedLink;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.StorageFullException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
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
  private final Disk disk = Disk.real();
  private final Path home;

  public DiskFiles(Path home) {
    this.home = home;
  }

  /**
   * Returns a device folder that is there.
   *
   * @throws AssetException if there is none
   */
  public static DeviceFiles existing(Path home) throws IOException {
    if (!isFolder(home.resolve(ModuleFolder.STORE))) {
      throw new AssetException("there is no device folder at " + home);
    }
    return new DiskFiles(home);
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
  private void create(Path folder) throws IOException {
    if (isFolder(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      create(parent);
    }
    try {
      disk.createFolder(folder);
    } catch (FileAlreadyExistsException e) {
      if (!isFolder(folder)) {
        throw e;
      }
    }
    if (parent != null) {
      disk.forceFolder(parent);
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
    Disk.Draft draft = disk.create(home.resolve(file));
    return new Draft() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        try {
          draft.write(bytes);
        } catch (IOException e) {
          throw StorageFullException.explain(named(file, e), home, bytes.remaining());
        }
      }

      @Override
      public void force() throws IOException {
        try {
          draft.force();
        } catch (IOException e) {
          throw StorageFullException.explain(named(file, e), home, 1);
        }
      }

      @Override
      public void close() throws IOException {
        draft.close();
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
      throw UnfollowedLink.explain(home.resolve(file), e);
    }
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
    disk.rename(home.resolve(from), home.resolve(to));
  }

  @Override
  public void delete(String file) throws IOException {
    disk.delete(home.resolve(file));
  }

  @Override
  public void forceFolder(String folder) throws IOException {
    disk.forceFolder(home.resolve(folder));
  }

  @Override
  public long usableSpace() throws IOException {
    return Files.getFileStore(home).getUsableSpace();
  }
}
