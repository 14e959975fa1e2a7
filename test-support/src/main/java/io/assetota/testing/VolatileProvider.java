package io.assetota.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operations of a {@link VolatileFileSystem}. */
final class VolatileProvider extends FileSystemProvider {
  private static final long ROOM = 1L << 40;

  private final VolatileFileSystem system;

  VolatileProvider(VolatileFileSystem system) {
    this.system = system;
  }

  private static String key(Path path) {
    return VolatilePath.of(path).key();
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    String key = key(path);
    VolatileFileSystem.Node node = system.find(key);
    if (node != null && options.contains(StandardOpenOption.CREATE_NEW)) {
      throw new FileAlreadyExistsException(key);
    }
    boolean mayCreate =
        options.contains(StandardOpenOption.CREATE)
            || options.contains(StandardOpenOption.CREATE_NEW);
    if (node == null) {
      node = mayCreate ? system.create(key, false) : system.require(key);
    }
    VolatileChannel channel = new VolatileChannel(system, key, node);
    if (options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
      channel.truncate(0);
    }
    return options.contains(StandardOpenOption.APPEND) ? channel.position(channel.size()) : channel;
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    List<Path> all = new ArrayList<>();
    for (String key : system.list(key(folder))) {
      Path path = folder.resolve(key.substring(key.lastIndexOf('/') + 1));
      if (filter.accept(path)) {
        all.add(path);
      }
    }
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return all.iterator();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    system.create(key(folder), true);
  }

  @Override
  public void delete(Path path) throws IOException {
    system.delete(key(path));
  }

  @Override
  public void move(Path from, Path to, CopyOption... options) throws IOException {
    if (!Arrays.asList(options).contains(StandardCopyOption.ATOMIC_MOVE)) {
      // As a real one does: it deletes first, and a power cut in between leaves nothing.
      Files.deleteIfExists(to);
    }
    system.rename(key(from), key(to));
  }

  @Override
  public void copy(Path from, Path to, CopyOption... options) {
    throw new UnsupportedOperationException("nothing is copied here");
  }

  @Override
  public boolean isSameFile(Path one, Path other) {
    return key(one).equals(key(other));
  }

  @Override
  public boolean isHidden(Path path) {
    return false;
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    system.require(key(path));
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    if (type != BasicFileAttributes.class) {
      throw new UnsupportedOperationException("no " + type.getSimpleName() + " here");
    }
    return type.cast(new Attributes(system.require(key(path))));
  }

  private record Attributes(VolatileFileSystem.Node node) implements BasicFileAttributes {
    @Override
    public FileTime lastModifiedTime() {
      return FileTime.fromMillis(0);
    }

    @Override
    public FileTime lastAccessTime() {
      return FileTime.fromMillis(0);
    }

    @Override
    public FileTime creationTime() {
      return FileTime.fromMillis(0);
    }

    @Override
    public boolean isRegularFile() {
      return !node.isFolder;
    }

    @Override
    public boolean isDirectory() {
      return node.isFolder;
    }

    @Override
    public boolean isSymbolicLink() {
      return false;
    }

    @Override
    public boolean isOther() {
      return false;
    }

    @Override
    public long size() {
      return node.bytes.length;
    }

    @Override
    public Object fileKey() {
      return System.identityHashCode(node);
    }
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
    throw new UnsupportedOperationException("no attributes by name here");
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
    throw new UnsupportedOperationException("no attributes are set here");
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return null; // no such view, as the interface has it
  }

  @Override
  public FileStore getFileStore(Path path) {
    return new Store();
  }

  private static final class Store extends FileStore {
    @Override
    public String name() {
      return "volatile";
    }

    @Override
    public String type() {
      return "volatile";
    }

    @Override
    public boolean isReadOnly() {
      return false;
    }

    @Override
    public long getTotalSpace() {
      return ROOM;
    }

    @Override
    public long getUsableSpace() {
      return ROOM;
    }

    @Override
    public long getUnallocatedSpace() {
      return ROOM;
    }

    @Override
    public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
      return type == BasicFileAttributeView.class;
    }

    @Override
    public boolean supportsFileAttributeView(String name) {
      return name.equals("basic");
    }

    @Override
    public <V extends FileStoreAttributeView> @Nullable V getFileStoreAttributeView(Class<V> type) {
      return null; // no such view, as the interface has it
    }

    @Override
    public Object getAttribute(String attribute) {
      throw new UnsupportedOperationException("no attributes here");
    }
  }

  @Override
  public String getScheme() {
    return "volatile";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException("made by its constructor");
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return system;
  }

  @Override
  public Path getPath(URI uri) {
    return system.getPath(uri.getPath());
  }
}
