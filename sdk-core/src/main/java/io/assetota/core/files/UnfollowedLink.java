package io.assetota.core.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A symbolic link where a file is opened without following links. */
public final class UnfollowedLink {
  private UnfollowedLink() {}

  /**
   * Explains why a file could not be opened. The system reports too many levels of symbolic links
   * if there is one where it must not follow any.
   *
   * @param file the file that was opened
   * @param failure what the system reported
   * @return a failure that names the link, if the file is one; else {@code failure}
   */
  public static IOException explain(Path file, IOException failure) {
    return Files.isSymbolicLink(file)
        ? new FileSystemException(
            file.toString(), null, "is a symbolic link, which is not followed here: remove it")
        : failure;
  }
}
