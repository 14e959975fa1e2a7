package io.assetota.bundle;

import io.assetota.core.files.Draft;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.LoggerFactory;

/** Replaces a file at once: readers see the old content or the new; a failure leaves the old. */
final class AtomicFile {
  private AtomicFile() {}

  /** Writes to a draft beside the target. Returns the length in bytes. */
  static long write(Path target, Draft.Content content) throws IOException {
    try (Draft draft = Draft.of(target)) {
      long size = draft.write(content);
      draft.keep();
      forceFolder(target);
      return size;
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
