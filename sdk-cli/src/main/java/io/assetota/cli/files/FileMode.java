package io.assetota.cli.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/** Gives a file that replaces another one the same permissions. */
public final class FileMode {
  private FileMode() {}

  /** Copies mode, owner and group, where the file system has them and the user may set them. */
  public static void copy(Path from, Path to) throws IOException {
    PosixFileAttributeView old = Files.getFileAttributeView(from, PosixFileAttributeView.class);
    PosixFileAttributeView replacement =
        Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (old == null || replacement == null) {
      return;
    }
    PosixFileAttributes wanted = old.readAttributes();
    PosixFileAttributes found = replacement.readAttributes();
    try {
      if (!found.group().equals(wanted.group())) {
        replacement.setGroup(wanted.group());
      }
      if (!found.owner().equals(wanted.owner())) {
        replacement.setOwner(wanted.owner());
      }
    } catch (FileSystemException notAllowed) {
      // Only root may give files away. The file belongs to whoever wrote it, as any new one.
    }
    replacement.setPermissions(wanted.permissions());
  }
}
