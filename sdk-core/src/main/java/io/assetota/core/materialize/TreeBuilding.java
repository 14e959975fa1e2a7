package io.assetota.core.materialize;

import static io.assetota.core.materialize.TreeInspection.join;

import io.assetota.core.application.ApplicationEntry;
import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.application.FileMode;
import io.assetota.core.materialize.TreeDisk.Facts;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Builds one tree, in a folder that nobody uses yet. */
final class TreeBuilding {
  private final TreeDisk disk;
  private final String tree;
  private final List<String> others;
  private final FileContents contents;
  private final TreeInspection inspection;
  private final ContentHash hash = new ContentHash();

  /**
   * Prepares it.
   *
   * @param tree the folder, which must not exist
   * @param others trees that may have some of the files at the same place
   */
  TreeBuilding(TreeDisk disk, String tree, List<String> others, FileContents contents) {
    this.disk = disk;
    this.tree = tree;
    this.others = others;
    this.contents = contents;
    this.inspection = new TreeInspection(disk);
  }

  /** Returns when all of it will survive a power cut, except for the name of the tree. */
  void build(ApplicationManifest manifest) throws IOException {
    disk.createFolder(tree);
    Deque<ApplicationEntry.Folder> folders = new ArrayDeque<>();
    for (ApplicationEntry entry : manifest.entries()) {
      String path = join(tree, entry.path().value());
      if (entry instanceof ApplicationEntry.Folder folder) {
        disk.createFolder(path);
        folders.push(folder);
      } else if (entry instanceof ApplicationEntry.Link link) {
        disk.linkSymbolically(path, link.target());
      } else if (entry instanceof ApplicationEntry.File file && !share(path, file)) {
        write(path, file);
      }
    }
    // The innermost first: a folder that nobody may write to gets its mode when all is in it.
    for (ApplicationEntry.Folder folder : folders) {
      close(join(tree, folder.path().value()), folder.mode());
    }
    close(tree, FileMode.FOLDER);
  }

  private void close(String folder, FileMode mode) throws IOException {
    disk.setMode(folder, mode);
    disk.force(folder);
  }

  /** Takes the file of another tree, which nobody may have written to since. */
  private boolean share(String path, ApplicationEntry.File file) throws IOException {
    for (String other : others) {
      String existing = join(other, file.path().value());
      Optional<Facts> facts = disk.look(existing);
      if (facts.filter(f -> TreeInspection.isSame(file, f)).isPresent()
          && inspection.hasContent(existing, file)
          && disk.link(existing, path)) {
        return true;
      }
    }
    return false;
  }

  private void write(String path, ApplicationEntry.File file) throws IOException {
    try (InputStream in = contents.open(file);
        TreeDisk.Draft draft = disk.create(path)) {
      hash.check(file, in, draft::write);
      draft.finish(file.mode(), ContentTime.of(file.hash()));
    }
  }
}
