package io.assetota.core.materialize;

import io.assetota.core.application.FileMode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * The few file operations that trees need, so that tests can cut the power after each of them.
 * Paths are relative to the folder of all trees, with slashes between, and checked before; the
 * empty one is that folder itself. No operation follows a symbolic link in the last name.
 */
interface TreeDisk {
  /** What something is. */
  enum Kind {
    FILE,
    FOLDER,
    LINK,
    OTHER
  }

  /**
   * What there is to see without reading any content.
   *
   * @param mode empty if the file system knows no modes
   * @param size length in bytes, of files only
   * @param modified seconds since 1970
   */
  record Facts(Kind kind, Optional<FileMode> mode, long size, long modified) {}

  /** A file that is being written, front to back. */
  interface Draft extends AutoCloseable {
    void write(ByteBuffer bytes) throws IOException;

    /** Returns when content, mode and time will survive a power cut. */
    void finish(FileMode mode, long modified) throws IOException;

    @Override
    void close() throws IOException;
  }

  /** Looks at something; empty if nothing is there. */
  Optional<Facts> look(String path) throws IOException;

  /** Returns the names in a folder, in any order. */
  List<String> list(String folder) throws IOException;

  /** Returns what a symbolic link says. */
  String target(String link) throws IOException;

  /** Opens a file for reading. */
  InputStream read(String file) throws IOException;

  /** Creates the folder of all trees, if it isn't there. When this returns, it is durable. */
  void createRoot() throws IOException;

  /** Creates a folder, which must not exist. */
  void createFolder(String folder) throws IOException;

  /** Creates a file, which must not exist. */
  Draft create(String file) throws IOException;

  /**
   * Gives a file one more name.
   *
   * @return false if the file system can't
   */
  boolean link(String existing, String file) throws IOException;

  /** Creates a symbolic link. */
  void linkSymbolically(String link, String target) throws IOException;

  /** Sets who may use a folder, if the file system knows modes. */
  void setMode(String folder, FileMode mode) throws IOException;

  /** Gives a file or folder another name in the same folder, in one step. */
  void rename(String from, String to) throws IOException;

  /** Deletes a file, a link, or a folder that is empty. */
  void delete(String path) throws IOException;

  /** Returns when the names in a folder, and its mode, will survive a power cut. */
  void force(String folder) throws IOException;
}
