package io.assetota.handlers.files;

import io.assetota.core.files.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.HashMap;
import java.util.Map;

/**
 * A disk whose power fails before its nth operation: then nothing works any more, and half of what
 * was written but not forced is gone.
 */
final class FaultyDisk implements Disk {
  private final Disk disk = Disk.real();
  private final int failsAt;
  private final Map<Path, Draft> unforced = new HashMap<>();
  private int operations;

  FaultyDisk(int failsAt) {
    this.failsAt = failsAt;
  }

  boolean hasFailed() {
    return operations >= failsAt;
  }

  private void operate() throws IOException {
    if (++operations == failsAt) {
      for (Path file : unforced.keySet()) {
        if (Files.exists(file)) {
          try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
          }
        }
      }
    }
    if (operations >= failsAt) {
      throw new IOException("the power is off");
    }
  }

  @Override
  public void createFolder(Path folder, FileAttribute<?>... attributes) throws IOException {
    operate();
    disk.createFolder(folder, attributes);
  }

  @Override
  public Draft create(Path file, FileAttribute<?>... attributes) throws IOException {
    operate();
    Draft draft = disk.create(file, attributes);
    unforced.put(file, draft);
    return new Draft() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        operate();
        draft.write(bytes);
      }

      @Override
      public void force() throws IOException {
        operate();
        draft.force();
        unforced.remove(file);
      }

      @Override
      public void close() throws IOException {
        draft.close();
      }
    };
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    operate();
    disk.rename(from, to);
    Draft content = unforced.remove(from);
    if (content != null) {
      unforced.put(to, content); // renamed without force: the cut hits the new name
    }
  }

  @Override
  public void delete(Path file) throws IOException {
    operate();
    disk.delete(file);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    operate();
    disk.forceFolder(folder);
  }
}
