package io.assetota.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files and folders that nobody but their owner may read: they hold hashes of tokens and passwords,
 * and software that isn't public. Where a file system has no such permissions, they are left as
 * they are.
 */
final class OwnerOnly {
  private static final Set<PosixFilePermission> FILE =
      Set.copyOf(PosixFilePermissions.fromString("rw-------"));
  private static final Set<PosixFilePermission> FOLDER =
      Set.copyOf(PosixFilePermissions.fromString("rwx------"));

  private OwnerOnly() {}

  /** Returns the attributes to create a file with. */
  static FileAttribute<?>[] file(Path place) {
    return attributes(place, FILE);
  }

  /** Returns the attributes to create a folder with. */
  static FileAttribute<?>[] folder(Path place) {
    return attributes(place, FOLDER);
  }

  private static FileAttribute<?>[] attributes(Path place, Set<PosixFilePermission> permissions) {
    return place.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  /** Removes the permissions of others from an existing file or folder. */
  static void restrict(Path path) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null || Files.isSymbolicLink(path)) {
      return;
    }
    Set<PosixFilePermission> wanted = view.readAttributes().isDirectory() ? FOLDER : FILE;
    if (!wanted.containsAll(view.readAttributes().permissions())) {
      view.setPermissions(wanted);
    }
  }
}
