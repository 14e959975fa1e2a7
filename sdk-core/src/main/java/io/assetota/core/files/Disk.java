package io.assetota.core.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import org.slf4j.LoggerFactory;

/**
 * The operations that change a disk: the one place that knows how files survive a power cut. A
 * port, so that tests can let each operation fail.
 */
public interface Disk {
  /** A file that is being written, front to back. */
  interface Draft extends Closeable {
    /** Writes all of it. */
    void write(ByteBuffer bytes) throws IOException;

    /** Returns when the content will survive a power cut. */
    void force() throws IOException;
  }

  /**
   * Returns the disk of this machine.
   *
   * @return a disk without state
   */
  static Disk real() {
    return RealDisk.INSTANCE;
  }

  /** Creates a folder, which must not exist, and whose parent exists. */
  void createFolder(Path folder, FileAttribute<?>... attributes) throws IOException;

  /** Creates a file, which must not exist: not even as a symbolic link. */
  Draft create(Path file, FileAttribute<?>... attributes) throws IOException;

  /** Gives a file another name, replacing what has it, in one step. */
  void rename(Path from, Path to) throws IOException;

  /** Deletes a file, if it exists. */
  void delete(Path file) throws IOException;

  /** Returns when the names in a folder will survive a power cut. */
  void forceFolder(Path folder) throws IOException;

  /**
   * Creates a folder, which must not exist, and whose parent exists. When this returns, it survives
   * a power cut: without its parent's names, it is lost with all that is in it.
   *
   * @throws IOException if that is not possible
   */
  default void createDurableFolder(Path folder, FileAttribute<?>... attributes) throws IOException {
    createFolder(folder, attributes);
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      forceFolder(parent);
    }
  }

  /**
   * Gives a file that was written and forced its place, in one step. When this returns, it survives
   * a power cut: without the folder's, the old name could be back.
   *
   * @throws IOException if that is not possible; then the old file or the new one is there
   */
  default void replace(Path draft, Path place) throws IOException {
    rename(draft, place);
    Path folder = place.toAbsolutePath().getParent();
    if (folder != null) {
      forceFolder(folder);
    }
  }

  /**
   * Does the same for a file that a person asked for: where its folder may be written and not be
   * read, it can't be forced, and that is no failure.
   *
   * @throws IOException if the file can't take its place
   */
  default void replaceOutput(Path draft, Path place) throws IOException {
    rename(draft, place);
    Path folder = place.toAbsolutePath().getParent();
    try {
      if (folder != null) {
        forceFolder(folder);
      }
    } catch (IOException e) {
      // Not a constant: looking it up would cost every start of the command line some time.
      LoggerFactory.getLogger(Disk.class).debug("{} can't be forced to the disk", folder, e);
    }
  }
}
