package io.assetota.core.materialize;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.assetota.core.application.FileMode;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.StorageFullException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Trees on a real disk. */
final class RealTreeDisk implements TreeDisk {
  private final Path root;
  private final boolean hasModes;

  RealTreeDisk(Path root) {
    this.root = root.toAbsolutePath();
    this.hasModes = root.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private Path at(String path) throws AssetException {
    try {
      return path.isEmpty() ? root : root.resolve(path);
    } catch (InvalidPathException e) {
      throw new AssetException(
          "this system can't have a file of the name "
              + path
              + ": set a locale of UTF-8 (LC_ALL=C.UTF-8)",
          e);
    }
  }

  @Override
  public Optional<Facts> look(String path) throws IOException {
    Class<? extends BasicFileAttributes> kind =
        hasModes ? PosixFileAttributes.class : BasicFileAttributes.class;
    BasicFileAttributes found;
    try {
      found = Files.readAttributes(at(path), kind, NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    Optional<FileMode> mode =
        found instanceof PosixFileAttributes p
            ? Optional.of(FileMode.of(p.permissions()))
            : Optional.empty();
    return Optional.of(
        new Facts(kind(found), mode, found.size(), found.lastModifiedTime().to(TimeUnit.SECONDS)));
  }

  private static Kind kind(BasicFileAttributes found) {
    if (found.isRegularFile()) {
      return Kind.FILE;
    }
    if (found.isDirectory()) {
      return Kind.FOLDER;
    }
    return found.isSymbolicLink() ? Kind.LINK : Kind.OTHER;
  }

  @Override
  public List<String> list(String folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(at(folder))) {
      for (Path file : files) {
        names.add(String.valueOf(file.getFileName()));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }

  @Override
  public String target(String link) throws IOException {
    return Files.readSymbolicLink(at(link))
        .toString()
        .replace(root.getFileSystem().getSeparator(), "/");
  }

  @Override
  public InputStream read(String file) throws IOException {
    return Files.newInputStream(at(file), READ, NOFOLLOW_LINKS);
  }

  @Override
  public void createRoot() throws IOException {
    try {
      Files.createDirectory(root);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(root)) {
        throw e;
      }
      return;
    }
    Path parent = root.getParent();
    if (parent != null) {
      force(parent);
    }
  }

  @Override
  public void createFolder(String folder) throws IOException {
    try {
      Files.createDirectory(at(folder));
    } catch (IOException e) {
      throw StorageFullException.explain(e, root, 1);
    }
  }

  @Override
  public Draft create(String file) throws IOException {
    Path path = at(file);
    try {
      return new RealDraft(path, FileChannel.open(path, CREATE_NEW, WRITE, NOFOLLOW_LINKS));
    } catch (FileAlreadyExistsException e) {
      throw new AssetException(
          path + " is there twice: this disk takes names for the same that differ only in case", e);
    } catch (IOException e) {
      throw StorageFullException.explain(e, root, 1);
    }
  }

  private final class RealDraft implements Draft {
    private final Path path;
    private final FileChannel channel;

    RealDraft(Path path, FileChannel channel) {
      this.path = path;
      this.channel = channel;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      try {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      } catch (IOException e) {
        throw StorageFullException.explain(named(e), root, bytes.remaining());
      }
    }

    @Override
    public void finish(FileMode mode, long modified) throws IOException {
      if (hasModes) {
        Files.setPosixFilePermissions(path, mode.permissions());
      }
      Files.setLastModifiedTime(path, FileTime.from(modified, TimeUnit.SECONDS));
      try {
        channel.force(true);
      } catch (IOException e) {
        throw StorageFullException.explain(named(e), root, 1);
      }
    }

    /** The system says only what is wrong, not where. */
    private IOException named(IOException failure) {
      return new IOException(path + " can't be written: " + failure.getMessage(), failure);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  @Override
  public boolean link(String existing, String file) throws IOException {
    try {
      Files.createLink(at(file), at(existing));
      return true;
    } catch (UnsupportedOperationException | FileSystemException e) {
      return false; // no such links here, or one more than the file can have
    }
  }

  @Override
  public void linkSymbolically(String link, String target) throws IOException {
    try {
      Files.createSymbolicLink(at(link), root.getFileSystem().getPath(target));
    } catch (UnsupportedOperationException | InvalidPathException e) {
      throw new AssetException(at(link) + " can't be made: this disk has no such link", e);
    }
  }

  @Override
  public void setMode(String folder, FileMode mode) throws IOException {
    if (hasModes) {
      Files.setPosixFilePermissions(at(folder), mode.permissions());
    }
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(at(from), at(to), ATOMIC_MOVE);
  }

  @Override
  public void delete(String path) throws IOException {
    Files.delete(at(path));
  }

  @Override
  public void force(String folder) throws IOException {
    force(at(folder));
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }
}
