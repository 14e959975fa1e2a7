package io.assetota.bundle;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.slf4j.LoggerFactory;

/** Replaces a file at once: readers see the old content or the new; a failure leaves the old. */
final class AtomicFile {
  /** Writes the content. */
  interface Content {
    void writeTo(FileChannel channel) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Writes to a file beside the target, which then takes its place. Returns the length in bytes.
   */
  static long write(Path target, Content content) throws IOException {
    // Not createTempFile: its files are for their owner only, and the bundle would be, too.
    Path temporary = target.resolveSibling(".asset-ota-" + UUID.randomUUID());
    try {
      long size;
      try (FileChannel channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        content.writeTo(channel);
        channel.force(true);
        size = channel.size();
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      forceFolder(target);
      return size;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** The new name is safe from a power cut only when its folder is; Windows has no such call. */
  private static void forceFolder(Path target) {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Not a constant: looking it up would cost every start of the command line some time.
      LoggerFactory.getLogger(AtomicFile.class)
          .debug("the folder {} can't be forced to the disk", folder, e);
    }
  }
}
