package io.assetota.handlers.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;

/** The operations that change a disk, so that tests can cut the power after each of them. */
interface Disk {
  /** A file that is being written, front to back. */
  interface Draft extends AutoCloseable {
    void write(ByteBuffer bytes) throws IOException;

    /** Returns when the content will survive a power cut. */
    void force() throws IOException;

    @Override
    void close() throws IOException;
  }

  /** Creates a folder whose parent exists. */
  void createFolder(Path folder) throws IOException;

  /** Creates a file, which must not exist. */
  Draft create(Path file, FileAttribute<?>... attributes) throws IOException;

  /** Gives a file another name, replacing what has it, in one step. */
  void rename(Path from, Path to) throws IOException;

  /** Deletes a file, if it exists. */
  void delete(Path file) throws IOException;

  /** Returns when the names in a folder will survive a power cut. */
  void forceFolder(Path folder) throws IOException;
}
