package io.assetota.core.materialize;

import io.assetota.core.application.FileMode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * A disk with folders, links and modes, whose power can be cut after any operation. It then loses
 * whatever was not forced: content, mode and time of a file may be old or garbage, and each change
 * of a folder may have happened or not. A file may have several names.
 */
final class SimulatedTrees implements TreeDisk {
  /** The process is dead: nothing catches this. */
  static final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;
  }

  private abstract static class Node {
    FileMode mode = FileMode.FOLDER;
  }

  private static final class FileNode extends Node {
    byte[] bytes = new byte[0];
    long modified;
    boolean forced;
  }

  private static final class LinkNode extends Node {
    final String target;

    LinkNode(String target) {
      this.target = target;
    }
  }

  private static final class FolderNode extends Node {
    final Map<String, Node> names = new TreeMap<>();
    final Map<String, Node> durable = new TreeMap<>();
    final List<Change> pending = new ArrayList<>();
    FileMode durableMode = FileMode.FOLDER;

    void change(Change change) {
      change.applyTo(names);
      pending.add(change);
    }

    void force() {
      durable.clear();
      durable.putAll(names);
      durableMode = mode;
      pending.clear();
    }
  }

  /** A name that goes, one that comes, or both in one step. */
  private record Change(String gone, String come, Node node) {
    void applyTo(Map<String, Node> names) {
      if (gone != null) {
        names.remove(gone);
      }
      if (come != null) {
        names.put(come, node);
      }
    }
  }

  private final FolderNode top;
  private int operations;
  private int cutAfter = Integer.MAX_VALUE;
  private int failAt = Integer.MAX_VALUE;
  private boolean canLink = true;

  SimulatedTrees() {
    this(new FolderNode());
  }

  private SimulatedTrees(FolderNode top) {
    this.top = top;
  }

  /** Returns a copy that has everything as it is now, forced. */
  SimulatedTrees copy() {
    return new SimulatedTrees((FolderNode) copy(top, new HashMap<>()));
  }

  private static Node copy(Node node, Map<Node, Node> known) {
    Node found = known.get(node);
    if (found != null) {
      return found;
    }
    Node copy;
    if (node instanceof FolderNode folder) {
      FolderNode other = new FolderNode();
      folder.names.forEach((name, child) -> other.names.put(name, copy(child, known)));
      other.mode = folder.mode;
      other.force();
      copy = other;
    } else if (node instanceof FileNode file) {
      FileNode other = new FileNode();
      other.bytes = file.bytes;
      other.modified = file.modified;
      other.forced = true;
      copy = other;
    } else {
      copy = new LinkNode(((LinkNode) node).target);
    }
    copy.mode = node.mode;
    known.put(node, copy);
    return copy;
  }

  /** Returns what the next boot finds. */
  SimulatedTrees afterPowerCut(long seed) {
    return new SimulatedTrees((FolderNode) survivor(top, new Random(seed), new HashMap<>()));
  }

  private static Node survivor(Node node, Random random, Map<Node, Node> known) {
    Node found = known.get(node);
    if (found != null) {
      return found;
    }
    Node survivor = node;
    if (node instanceof FolderNode folder) {
      Map<String, Node> names = new TreeMap<>(folder.durable);
      for (Change change : folder.pending) {
        if (random.nextInt(4) != 0) {
          change.applyTo(names);
        }
      }
      FolderNode other = new FolderNode();
      names.forEach((name, child) -> other.names.put(name, survivor(child, random, known)));
      other.mode = random.nextBoolean() ? folder.mode : folder.durableMode;
      other.force();
      survivor = other;
    } else if (node instanceof FileNode file) {
      survivor = survivor(file, random);
    }
    known.put(node, survivor);
    return survivor;
  }

  private static FileNode survivor(FileNode file, Random random) {
    FileNode other = new FileNode();
    other.bytes = file.bytes.clone();
    other.mode = file.mode;
    other.modified = file.modified;
    other.forced = true;
    if (!file.forced && file.bytes.length > 0) {
      int at = random.nextInt(file.bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> other.bytes = new byte[0];
        case 1 -> other.bytes = Arrays.copyOf(file.bytes, at);
        case 2 -> Arrays.fill(other.bytes, at, file.bytes.length, (byte) 0);
        default -> other.modified = 0;
      }
    }
    return other;
  }

  void cutAfter(int operation) {
    operations = 0;
    cutAfter = operation;
  }

  void failAt(int operation) {
    operations = 0;
    failAt = operation;
  }

  void canNotLink() {
    canLink = false;
  }

  /** Writes to a file as an application would: through all its names, with another time. */
  void overwrite(String path, byte[] bytes) throws IOException {
    FileNode file = (FileNode) node(path);
    file.bytes = bytes;
    file.modified++;
  }

  /** Does the same without leaving a trace. */
  void overwriteSecretly(String path, byte[] bytes) throws IOException {
    ((FileNode) node(path)).bytes = bytes;
  }

  boolean isSameFile(String a, String b) throws IOException {
    return node(a) == node(b);
  }

  byte[] get(String path) throws IOException {
    return ((FileNode) node(path)).bytes;
  }

  /** Runs an operation, unless it fails, and cuts the power behind it, if it is time. */
  private void step(String what, Runnable operation) throws IOException {
    if (operations >= cutAfter) {
      throw new PowerCut();
    }
    operations++;
    if (operations == failAt) {
      throw new IOException("No space left on device (" + what + ")");
    }
    operation.run();
    if (operations >= cutAfter) {
      throw new PowerCut();
    }
  }

  private Optional<Node> find(String path) {
    Node node = top;
    for (String name : path.isEmpty() ? new String[0] : path.split("/")) {
      if (!(node instanceof FolderNode folder) || !folder.names.containsKey(name)) {
        return Optional.empty();
      }
      node = folder.names.get(name);
    }
    return Optional.of(node);
  }

  private Node node(String path) throws IOException {
    return find(path).orElseThrow(() -> new NoSuchFileException(path));
  }

  private FolderNode folder(String path) throws IOException {
    return (FolderNode) node(path);
  }

  private static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private FolderNode parent(String path) throws IOException {
    FolderNode folder = folder(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
    if (!folder.mode.has(0300)) {
      throw new AccessDeniedException(path);
    }
    return folder;
  }

  private void add(String path, Node node) throws IOException {
    FolderNode folder = parent(path);
    if (folder.names.containsKey(nameOf(path))) {
      throw new FileAlreadyExistsException(path);
    }
    step("create " + path, () -> folder.change(new Change(null, nameOf(path), node)));
  }

  @Override
  public Optional<Facts> look(String path) {
    return find(path)
        .map(
            n ->
                n instanceof FileNode f
                    ? new Facts(Kind.FILE, Optional.of(f.mode), f.bytes.length, f.modified)
                    : new Facts(
                        n instanceof FolderNode ? Kind.FOLDER : Kind.LINK,
                        Optional.of(n.mode),
                        0,
                        0));
  }

  @Override
  public List<String> list(String folder) throws IOException {
    return List.copyOf(folder(folder).names.keySet());
  }

  @Override
  public String target(String link) throws IOException {
    return ((LinkNode) node(link)).target;
  }

  @Override
  public InputStream read(String file) throws IOException {
    return new ByteArrayInputStream(get(file));
  }

  @Override
  public void createRoot() {}

  @Override
  public void createFolder(String folder) throws IOException {
    add(folder, new FolderNode());
  }

  @Override
  public Draft create(String path) throws IOException {
    FileNode file = new FileNode();
    file.mode = FileMode.FILE;
    add(path, file);
    return new Draft() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        step(
            "write " + path,
            () -> {
              int length = file.bytes.length;
              file.bytes = Arrays.copyOf(file.bytes, length + bytes.remaining());
              bytes.get(file.bytes, length, bytes.remaining());
              file.forced = false;
            });
      }

      @Override
      public void finish(FileMode mode, long modified) throws IOException {
        step(
            "finish " + path,
            () -> {
              file.mode = mode;
              file.modified = modified;
              file.forced = true;
            });
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public boolean link(String existing, String file) throws IOException {
    if (canLink) {
      add(file, node(existing));
    }
    return canLink;
  }

  @Override
  public void linkSymbolically(String link, String target) throws IOException {
    add(link, new LinkNode(target));
  }

  @Override
  public void setMode(String folder, FileMode mode) throws IOException {
    Node node = node(folder);
    step("set mode of " + folder, () -> node.mode = mode);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    FolderNode folder = parent(from);
    Node node = node(from);
    if (folder.names.get(nameOf(to)) instanceof FolderNode) {
      throw new DirectoryNotEmptyException(to);
    }
    step("rename " + from, () -> folder.change(new Change(nameOf(from), nameOf(to), node)));
  }

  @Override
  public void delete(String path) throws IOException {
    FolderNode folder = parent(path);
    if (node(path) instanceof FolderNode f && !f.names.isEmpty()) {
      throw new DirectoryNotEmptyException(path);
    }
    step("delete " + path, () -> folder.change(new Change(nameOf(path), null, null)));
  }

  @Override
  public void force(String folder) throws IOException {
    FolderNode node = folder(folder);
    step("force " + folder, node::force);
  }
}
