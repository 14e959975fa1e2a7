package io.assetota.handlers.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The permissions, owner and group of a file, to give them to the file that replaces it. Not kept
 * are access control lists, extended attributes, and the bits that lend a program its owner's
 * rights: new content has not earned those.
 */
final class FileAccess {
  private static final Logger log = LoggerFactory.getLogger(FileAccess.class);

  private final Optional<PosixFileAttributes> attributes;

  private FileAccess(Optional<PosixFileAttributes> attributes) {
    this.attributes = attributes;
  }

  /** Reads that of a file, which may be absent. */
  static FileAccess of(Path file) throws IOException {
    PosixFileAttributeView view = view(file);
    return new FileAccess(
        view != null && !Files.notExists(file, LinkOption.NOFOLLOW_LINKS)
            ? Optional.of(view.readAttributes())
            : Optional.empty());
  }

  /** Null where the file system has no such thing: that is how the JDK says it. */
  private static @Nullable PosixFileAttributeView view(Path file) {
    return Files.getFileAttributeView(
        file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * What to create a draft with. A new file gets what the process's umask says. One that replaces a
   * file begins private: what was secret may not be readable for a moment.
   */
  FileAttribute<?>[] whileWriting() {
    return attributes.isEmpty()
        ? new FileAttribute<?>[0]
        : new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
  }

  /** Gives it to a draft, as far as this process may. */
  void applyTo(Path draft) throws IOException {
    PosixFileAttributeView view = view(draft);
    if (attributes.isEmpty() || view == null) {
      return;
    }
    PosixFileAttributes wanted = attributes.get();
    PosixFileAttributes now = view.readAttributes();
    // The owner last: a process that gave a file away may not change it any more.
    if (!now.group().equals(wanted.group())) {
      attempt("group", draft, () -> view.setGroup(wanted.group()));
    }
    attempt("permissions", draft, () -> view.setPermissions(wanted.permissions()));
    if (!now.owner().equals(wanted.owner())) {
      attempt("owner", draft, () -> view.setOwner(wanted.owner()));
    }
  }

  private interface Change {
    void make() throws IOException;
  }

  private static void attempt(String what, Path draft, Change change) {
    try {
      change.make();
    } catch (IOException e) {
      log.warn("The {} of the file that {} replaces can't be kept: {}", what, draft, e.toString());
    }
  }
}
