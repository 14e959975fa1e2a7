package io.assetota.core.store;

import io.assetota.core.store.lock.DeviceLocks;
import io.assetota.testing.ByteArrayChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A disk whose power can be cut after any operation, and which then loses whatever was not forced:
 * content may be absent, cut off or garbage, and each change of a folder may have happened or not.
 * It can also fail like a full disk, and its files can be damaged by hand.
 */
public final class SimulatedDisk implements DeviceFiles {
  /** The process is dead: nothing catches this. */
  public static final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static final class Content {
    private byte[] bytes = new byte[0];
    private boolean forced;
  }

  /** A change of names that may not have reached the disk. */
  private record Change(String folder, String file, Content content, Change requires) {
    boolean isLink() {
      return content != null;
    }
  }

  private final Map<String, Content> files = new TreeMap<>();
  private final Map<String, Content> durable = new TreeMap<>();
  private final List<Change> pending = new ArrayList<>();
  private final Set<String> denied = new HashSet<>();
  private final Map<String, Integer> worn = new HashMap<>();
  private final MemoryLocks.Shared locks = new MemoryLocks.Shared();
  private int operations;
  private int cutAfter = Integer.MAX_VALUE;
  private int failFrom = Integer.MAX_VALUE;
  private int failTo = Integer.MAX_VALUE;

  /** Returns a copy that has everything as it is now, forced. */
  public SimulatedDisk copy() {
    SimulatedDisk copy = new SimulatedDisk();
    files.forEach((name, content) -> copy.put(name, content.bytes));
    return copy;
  }

  /** Returns what the next boot finds. */
  public SimulatedDisk afterPowerCut(long seed) {
    Random random = new Random(seed);
    Map<String, Content> names = new TreeMap<>(durable);
    List<Change> happened = new ArrayList<>();
    for (Change change : pending) {
      if ((change.requires == null || happened.contains(change.requires)) && happens(random)) {
        happened.add(change);
        if (change.isLink()) {
          names.put(change.file, change.content);
        } else {
          names.remove(change.file);
        }
      }
    }
    SimulatedDisk disk = new SimulatedDisk();
    names.forEach((name, content) -> disk.put(name, survivor(content, random)));
    return disk;
  }

  private static boolean happens(Random random) {
    return random.nextInt(4) != 0;
  }

  private static byte[] survivor(Content content, Random random) {
    byte[] bytes = content.bytes.clone();
    if (content.forced || bytes.length == 0) {
      return bytes;
    }
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(4)) {
      case 0 -> {
        return new byte[0];
      }
      case 1 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 2 -> Arrays.fill(bytes, at, bytes.length, (byte) 0);
      default -> {
        return bytes;
      }
    }
    return bytes;
  }

  public void cutAfter(int operation) {
    operations = 0;
    cutAfter = operation;
  }

  /** Fails the operations from one to another, both included. */
  public void failBetween(int first, int last) {
    operations = 0;
    failFrom = first;
    failTo = last;
  }

  public int operations() {
    return operations;
  }

  public List<String> names() {
    return List.copyOf(files.keySet());
  }

  public byte[] get(String file) {
    return files.get(file).bytes.clone();
  }

  public void put(String file, byte[] bytes) {
    Content content = new Content();
    content.bytes = bytes.clone();
    content.forced = true;
    files.put(file, content);
    durable.put(file, content);
  }

  public void remove(String file) {
    files.remove(file);
    durable.remove(file);
  }

  /** Runs an operation, unless it fails, and cuts the power behind it, if it is time. */
  private void step(String what, Runnable operation) throws IOException {
    if (operations >= cutAfter) {
      throw new PowerCut();
    }
    operations++;
    if (operations >= failFrom && operations <= failTo) {
      throw new IOException("No space left on device (" + what + ")");
    }
    operation.run();
    if (operations >= cutAfter) {
      throw new PowerCut();
    }
  }

  private static String folderOf(String file) {
    int slash = file.lastIndexOf('/');
    return slash < 0 ? "" : file.substring(0, slash);
  }

  @Override
  public Path home() {
    throw new UnsupportedOperationException("a simulated disk has no path");
  }

  /** The locks of a process that has this disk; they end with the power. */
  public DeviceLocks locks() {
    return new MemoryLocks(locks);
  }

  @Override
  public Optional<Object> stamp(String file) {
    return Optional.ofNullable(files.get(file));
  }

  @Override
  public void createFolder(String folder) {}

  @Override
  public List<String> list(String folder) throws IOException {
    if (denied.contains(folder)) {
      throw new AccessDeniedException(folder);
    }
    return files.keySet().stream()
        .filter(f -> folderOf(f).equals(folder))
        .map(f -> f.substring(folder.isEmpty() ? 0 : folder.length() + 1))
        .toList();
  }

  /** From now on nobody may look at a file, or nobody may look into a folder. */
  public void deny(String fileOrFolder) {
    denied.add(fileOrFolder);
  }

  /** From now on reading the hundred bytes from a position on fails. */
  public void wearOut(String file, int from) {
    worn.put(file, from);
  }

  /** Everything can be read again. */
  public void heal() {
    denied.clear();
    worn.clear();
  }

  private void requireAllowed(String file) throws IOException {
    if (denied.contains(file) || denied.contains(folderOf(file))) {
      throw new AccessDeniedException(file);
    }
  }

  @Override
  public boolean exists(String file) throws IOException {
    if (!folderOf(file).isEmpty() && denied.contains(folderOf(file))) {
      throw new AccessDeniedException(file);
    }
    return files.containsKey(file);
  }

  @Override
  public Draft create(String file) throws IOException {
    if (exists(file)) {
      throw new FileAlreadyExistsException(file);
    }
    Content content = new Content();
    step(
        "create " + file,
        () -> {
          files.put(file, content);
          pending.add(new Change(folderOf(file), file, content, null));
        });
    return new Draft() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        step(
            "write " + file,
            () -> {
              int length = content.bytes.length;
              content.bytes = Arrays.copyOf(content.bytes, length + bytes.remaining());
              bytes.get(content.bytes, length, bytes.remaining());
              content.forced = false;
            });
      }

      @Override
      public void force() throws IOException {
        step("force " + file, () -> content.forced = true);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public SeekableByteChannel open(String file) throws IOException {
    Content content = files.get(file);
    if (content == null) {
      throw new NoSuchFileException(file);
    }
    requireAllowed(file);
    long bad = worn.getOrDefault(file, Integer.MAX_VALUE);
    return new ByteArrayChannel(content.bytes) {
      @Override
      public int read(ByteBuffer target) throws IOException {
        if (position() < bad + 100 && position() + target.remaining() > bad) {
          throw new IOException("Input/output error");
        }
        return super.read(target);
      }
    };
  }

  @Override
  public void rename(String from, String to) throws IOException {
    if (!exists(from)) {
      throw new NoSuchFileException(from);
    }
    step(
        "rename " + from,
        () -> {
          Content content = files.remove(from);
          files.put(to, content);
          // The new name may be there without the old one being gone, but not the other way round.
          Change link = new Change(folderOf(to), to, content, null);
          pending.add(link);
          pending.add(new Change(folderOf(from), from, null, link));
        });
  }

  @Override
  public void delete(String file) throws IOException {
    if (exists(file)) {
      step(
          "delete " + file,
          () -> {
            files.remove(file);
            pending.add(new Change(folderOf(file), file, null, null));
          });
    }
  }

  @Override
  public void forceFolder(String folder) throws IOException {
    step(
        "force folder " + folder,
        () -> {
          for (Change change : pending) {
            if (change.folder.equals(folder)) {
              if (change.isLink()) {
                durable.put(change.file, change.content);
              } else {
                durable.remove(change.file);
              }
            }
          }
          pending.removeIf(c -> c.folder.equals(folder));
          pending.replaceAll(
              c ->
                  c.requires != null && c.requires.folder.equals(folder)
                      ? new Change(c.folder, c.file, c.content, null)
                      : c);
        });
  }

  @Override
  public long usableSpace() {
    return Long.MAX_VALUE;
  }
}
