package io.assetota.testing;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file system in memory that loses what was not forced to the disk when the power is cut. The
 * content of a file may then be absent, cut off or zero, and each new, other or removed name of a
 * folder may be there or not, unless that folder was forced: in whatever order they were made.
 *
 * <p>What is tested uses its paths as it uses those of a real disk. Not safe for use by several
 * threads. There are no links and no modes.
 */
public final class VolatileFileSystem extends FileSystem {
  /** What a name stands for: a file with content, or a folder. */
  static final class Node {
    final boolean isFolder;
    byte[] bytes = new byte[0];
    boolean forced;

    Node(boolean isFolder) {
      this.isFolder = isFolder;
    }
  }

  /**
   * A change of names that may not have reached the disk.
   *
   * @param node what the name stands for now; null if it is gone
   * @param requires the change without which this one doesn't happen
   */
  private record Change(
      String folder, String key, @Nullable Node node, @Nullable Change requires) {}

  private final VolatileProvider provider = new VolatileProvider(this);
  private final Map<String, Node> names = new TreeMap<>();
  private final Map<String, Node> durable = new TreeMap<>();
  private final List<Change> pending = new ArrayList<>();
  private int operations;
  private int cutAfter = Integer.MAX_VALUE;

  /** Makes an empty disk. */
  public VolatileFileSystem() {
    Node root = new Node(true);
    names.put("/", root);
    durable.put("/", root);
  }

  /** Cuts the power after so many operations from now on that change something. */
  public void cutAfter(int count) {
    operations = 0;
    cutAfter = count;
  }

  /** Returns how many operations changed something, since the last {@link #cutAfter}. */
  public int operations() {
    return operations;
  }

  /** Returns a disk that has everything as it is now, durably. */
  public VolatileFileSystem copy() {
    VolatileFileSystem copy = new VolatileFileSystem();
    names.forEach((key, node) -> copy.put(key, node, node.bytes));
    return copy;
  }

  /**
   * Returns what the next boot finds.
   *
   * @param seed selects what is lost
   */
  public VolatileFileSystem afterPowerCut(long seed) {
    Random random = new Random(seed);
    Map<String, Node> found = new TreeMap<>(durable);
    List<Change> happened = new ArrayList<>();
    for (Change change : pending) {
      boolean mayHappen = change.requires == null || happened.contains(change.requires);
      if (mayHappen && random.nextInt(3) != 0) {
        happened.add(change);
        if (change.node == null) {
          found.remove(change.key);
        } else {
          found.put(change.key, change.node);
        }
      }
    }
    found.keySet().removeIf(key -> !key.equals("/") && !hasFolders(found, key));
    VolatileFileSystem after = new VolatileFileSystem();
    found.forEach((key, node) -> after.put(key, node, survivor(node, random)));
    return after;
  }

  /** What lies in a folder that was lost is lost with it. */
  private static boolean hasFolders(Map<String, Node> found, String key) {
    for (String folder = folderOf(key); !folder.equals("/"); folder = folderOf(folder)) {
      if (!found.containsKey(folder)) {
        return false;
      }
    }
    return true;
  }

  private static byte[] survivor(Node node, Random random) {
    if (node.forced || node.bytes.length == 0) {
      return node.bytes;
    }
    int at = random.nextInt(node.bytes.length);
    return switch (random.nextInt(4)) {
      case 0 -> new byte[0];
      case 1 -> Arrays.copyOf(node.bytes, at);
      case 2 -> Arrays.copyOf(Arrays.copyOf(node.bytes, at), node.bytes.length);
      default -> node.bytes;
    };
  }

  private void put(String key, Node like, byte[] bytes) {
    Node node = new Node(like.isFolder);
    node.bytes = bytes.clone();
    node.forced = true;
    names.put(key, node);
    durable.put(key, node);
  }

  /** An operation that changes something: the power may be cut in front of it and behind it. */
  void step(Runnable operation) {
    if (operations >= cutAfter) {
      throw new PowerCut();
    }
    operations++;
    operation.run();
    if (operations >= cutAfter) {
      throw new PowerCut();
    }
  }

  static String folderOf(String key) {
    int slash = key.lastIndexOf('/');
    return slash <= 0 ? "/" : key.substring(0, slash);
  }

  @Nullable Node find(String key) {
    return names.get(key);
  }

  Node require(String key) throws NoSuchFileException {
    Node node = names.get(key);
    if (node == null) {
      throw new NoSuchFileException(key);
    }
    return node;
  }

  Node create(String key, boolean isFolder) throws IOException {
    if (names.containsKey(key)) {
      throw new FileAlreadyExistsException(key);
    }
    if (!require(folderOf(key)).isFolder) {
      throw new NotDirectoryException(folderOf(key));
    }
    Node node = new Node(isFolder);
    step(
        () -> {
          names.put(key, node);
          pending.add(new Change(folderOf(key), key, node, null));
        });
    return node;
  }

  void delete(String key) throws IOException {
    Node node = require(key);
    if (node.isFolder && !list(key).isEmpty()) {
      throw new DirectoryNotEmptyException(key);
    }
    step(
        () -> {
          names.remove(key);
          pending.add(new Change(folderOf(key), key, null, null));
        });
  }

  void rename(String from, String to) throws IOException {
    Node node = require(from);
    if (node.isFolder || !require(folderOf(to)).isFolder) {
      throw new IOException("only files are renamed here: " + from);
    }
    step(
        () -> {
          names.remove(from);
          names.put(to, node);
          // The new name may be there without the old one being gone, but not the other way round.
          Change link = new Change(folderOf(to), to, node, null);
          pending.add(link);
          pending.add(new Change(folderOf(from), from, null, link));
        });
  }

  void force(String key, Node node) {
    step(
        () -> {
          node.forced = true;
          if (node.isFolder) {
            forceNames(key);
          }
        });
  }

  private void forceNames(String folder) {
    for (Change change : pending) {
      if (change.folder.equals(folder)) {
        if (change.node == null) {
          durable.remove(change.key);
        } else {
          durable.put(change.key, change.node);
        }
      }
    }
    pending.removeIf(c -> c.folder.equals(folder));
    pending.replaceAll(
        c ->
            c.requires != null && c.requires.folder.equals(folder)
                ? new Change(c.folder, c.key, c.node, null)
                : c);
  }

  List<String> list(String folder) throws IOException {
    if (!require(folder).isFolder) {
      throw new NotDirectoryException(folder);
    }
    return names.keySet().stream()
        .filter(key -> !key.equals("/") && folderOf(key).equals(folder))
        .toList();
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public void close() {}

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return "/";
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(getPath("/"));
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return List.of();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return Set.of("basic");
  }

  @Override
  public Path getPath(String first, String... more) {
    return new VolatilePath(this, String.join("/", first, String.join("/", more)));
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    throw new UnsupportedOperationException("no patterns here");
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException("no users here");
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException("nothing is watched here");
  }
}
