package io.assetota.cli.author;

import io.assetota.cli.files.FileMode;
import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.BundleEntry;
import io.assetota.core.files.Draft;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Extracts all files of a valid bundle into a folder, or none: writes them to temporary files, and
 * renames these when all are complete.
 */
final class Unpacking {
  /** A file that was written, its name in the bundle, and its length in bytes. */
  record WrittenFile(String name, Path path, long size) {}

  private record Written(Draft draft, WrittenFile file) {}

  private final Bundle bundle;
  private final Path folder;
  private final boolean mayReplace;

  Unpacking(Bundle bundle, Path folder, boolean mayReplace) {
    this.bundle = bundle;
    this.folder = folder;
    this.mayReplace = mayReplace;
  }

  List<WrittenFile> run() throws IOException {
    // Many zip tools add entries for folders, too; folders are created for the files in them.
    List<BundleEntry> entries =
        bundle.entries().stream().filter(e -> !e.name().endsWith("/")).toList();
    for (BundleEntry entry : entries) {
      requireFree(target(entry));
    }
    List<Written> drafts = new ArrayList<>();
    try {
      for (BundleEntry entry : entries) {
        drafts.add(write(entry));
      }
      for (Written d : drafts) {
        if (Files.exists(d.file().path())) {
          FileMode.copy(d.file().path(), d.draft().path());
        }
        d.draft().keepAsOutput();
      }
      return drafts.stream().map(Written::file).toList();
    } finally {
      for (Written d : drafts) {
        d.draft().close();
      }
    }
  }

  /** Verification has refused such names already; this is a second line of defence. */
  private Path target(BundleEntry entry) throws AssetException {
    Path root = folder.toAbsolutePath().normalize();
    Path target = root.resolve(entry.name()).normalize();
    if (!target.startsWith(root) || target.equals(root)) {
      throw new AssetException("entry " + entry.name() + " is outside of the folder");
    }
    return target;
  }

  private void requireFree(Path target) throws AssetException {
    if (Files.isSymbolicLink(parent(target))) {
      throw new AssetException(parent(target) + " is a symbolic link: choose another folder");
    }
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (Files.isSymbolicLink(target)) {
      throw new AssetException(
          target + " is a symbolic link, which might lead anywhere: remove it first");
    }
    if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new AssetException(target + " is a folder: choose another place to extract to");
    }
    if (!mayReplace) {
      throw new AssetException(target + " already exists: --force replaces it");
    }
  }

  private Path parent(Path target) {
    Path parent = target.getParent();
    return parent == null ? folder : parent;
  }

  private Written write(BundleEntry entry) throws IOException {
    Path target = target(entry);
    Files.createDirectories(parent(target));
    Draft draft = Draft.of(target);
    try (InputStream in = bundle.openContent(entry)) {
      draft.write(channel -> in.transferTo(Channels.newOutputStream(channel)));
      return new Written(draft, new WrittenFile(entry.name(), target, entry.size()));
    } catch (IOException | RuntimeException e) {
      draft.close();
      throw e;
    }
  }
}
