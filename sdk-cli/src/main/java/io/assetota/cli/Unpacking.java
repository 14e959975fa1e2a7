package io.assetota.cli;

import io.assetota.bundle.Bundle;
import io.assetota.bundle.BundleEntry;
import io.assetota.core.AssetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Writes all files of a valid bundle into a folder, or none: first beside their places, and when
 * all are complete, they are renamed.
 */
final class Unpacking {
  /** A file that was written, its name in the bundle, and its length in bytes. */
  record WrittenFile(String name, Path path, long size) {}

  private record Draft(Path draft, WrittenFile file) {}

  private final Bundle bundle;
  private final Path folder;
  private final boolean mayReplace;
  private final String draftSuffix = "." + UUID.randomUUID();

  Unpacking(Bundle bundle, Path folder, boolean mayReplace) {
    this.bundle = bundle;
    this.folder = folder;
    this.mayReplace = mayReplace;
  }

  List<WrittenFile> run() throws IOException {
    for (BundleEntry entry : bundle.entries()) {
      requireFree(target(entry));
    }
    List<Draft> drafts = new ArrayList<>();
    try {
      for (BundleEntry entry : bundle.entries()) {
        drafts.add(write(entry));
      }
      List<WrittenFile> written = new ArrayList<>();
      for (Draft d : drafts) {
        Files.move(d.draft(), d.file().path(), StandardCopyOption.ATOMIC_MOVE);
        written.add(d.file());
      }
      return written;
    } finally {
      for (Draft d : drafts) {
        Files.deleteIfExists(d.draft());
      }
    }
  }

  /** Verifying has refused such names already; a second look costs nothing. */
  private Path target(BundleEntry entry) throws AssetException {
    Path root = folder.toAbsolutePath().normalize();
    Path target = root.resolve(entry.name()).normalize();
    if (!target.startsWith(root) || target.equals(root)) {
      throw new AssetException("entry " + entry.name() + " leads out of the folder");
    }
    return target;
  }

  private void requireFree(Path target) throws AssetException {
    if (Files.isSymbolicLink(parent(target))) {
      throw new AssetException(parent(target) + " is a link: name another folder");
    }
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new AssetException(target + " is a folder: name another place to unpack to");
    }
    if (!mayReplace) {
      throw new AssetException(target + " exists already: --force replaces it");
    }
  }

  private Path parent(Path target) {
    Path parent = target.getParent();
    return parent == null ? folder : parent;
  }

  private Draft write(BundleEntry entry) throws IOException {
    Path target = target(entry);
    Files.createDirectories(parent(target));
    Path draft = target.resolveSibling("." + target.getFileName() + draftSuffix);
    try (InputStream in = bundle.openContent(entry)) {
      return new Draft(draft, new WrittenFile(entry.name(), target, Files.copy(in, draft)));
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(draft);
      throw e;
    }
  }
}
