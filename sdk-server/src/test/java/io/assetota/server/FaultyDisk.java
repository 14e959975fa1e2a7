package io.assetota.server;

import io.assetota.core.files.Disk;
import io.assetota.server.store.BundleDisk;
import io.assetota.server.store.BundleFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** A real folder on a disk that fails when told, and that loses what was not forced. */
final class FaultyDisk implements BundleDisk {
  private final BundleDisk real = BundleFiles.disk();
  private final Faults faults;

  /** Undoes what was not forced, the newest first. */
  private final Deque<Runnable> unforced = new ArrayDeque<>();

  private final Set<Path> unforcedFiles = new HashSet<>();

  FaultyDisk(Faults faults) {
    this.faults = faults;
  }

  /** Tells whether a power cut can lose anything. */
  boolean canLose() {
    return !unforced.isEmpty() || !unforcedFiles.isEmpty();
  }

  /** What a power cut makes of it at worst. */
  void lose() throws IOException {
    unforced.forEach(Runnable::run);
    for (Path file : unforcedFiles) {
      if (Files.exists(file)) {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      }
    }
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    faults.file("create folder");
    // Not as the real one, which forces it: that takes time, and is tested with the real one.
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(folder);
    }
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    faults.file("list");
    return real.list(folder);
  }

  @Override
  public OptionalLong size(Path file) throws IOException {
    faults.file("size");
    return real.size(file);
  }

  @Override
  public Disk.Draft create(Path file) throws IOException {
    faults.file("create");
    Disk.Draft draft = real.create(file);
    unforcedFiles.add(file);
    return new Disk.Draft() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        faults.file("write");
        draft.write(bytes);
      }

      @Override
      public void force() throws IOException {
        faults.file("force"); // What a real one does takes time, and can't be tested here.
        unforcedFiles.remove(file);
      }

      @Override
      public void close() throws IOException {
        draft.close();
      }
    };
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    faults.file("rename");
    real.rename(from, to);
    unforced.push(() -> run(() -> Files.move(to, from)));
  }

  @Override
  public void delete(Path file) throws IOException {
    faults.file("delete");
    if (Files.exists(file)) {
      byte[] bytes = Files.readAllBytes(file);
      real.delete(file);
      unforced.push(() -> run(() -> Files.write(file, bytes)));
    }
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    faults.file("force folder");
    unforced.clear();
  }

  private interface Undo {
    void run() throws IOException;
  }

  private static void run(Undo undo) {
    try {
      undo.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
