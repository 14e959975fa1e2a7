package io.assetota.server.store;

import io.assetota.core.files.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * The file operations that the bundles need. A port, so that tests can let each of them fail, and
 * cut the power after it.
 */
public interface BundleDisk {
  /** Creates a folder, if it isn't there. */
  void createFolder(Path folder) throws IOException;

  /** Returns the files in a folder, sorted; no folders. */
  List<Path> list(Path folder) throws IOException;

  /** Returns the length of a file in bytes, if there is one. */
  OptionalLong size(Path file) throws IOException;

  /** Creates a file, which must not exist. */
  Disk.Draft create(Path file) throws IOException;

  /** Renames a file, and replaces a file of that name in the same step. */
  void rename(Path from, Path to) throws IOException;

  /** Deletes a file, if it exists. */
  void delete(Path file) throws IOException;

  /** Returns when the names in a folder will survive a power cut. */
  void forceFolder(Path folder) throws IOException;
}
