package io.assetota.core.materialize;

import static io.assetota.core.materialize.TreeInspection.join;

import io.assetota.core.application.FileMode;
import io.assetota.core.materialize.TreeDisk.Kind;
import java.io.IOException;
import java.util.Optional;

/** Deletes trees. No symbolic link is followed. */
final class TreeRemoval {
  private static final int OWNER_CHANGES = 0700;

  private final TreeDisk disk;

  TreeRemoval(TreeDisk disk) {
    this.disk = disk;
  }

  /** Deletes whatever is there. */
  void delete(String path) throws IOException {
    Optional<TreeDisk.Facts> facts = disk.look(path);
    if (facts.isEmpty()) {
      return;
    }
    if (facts.get().kind() == Kind.FOLDER) {
      if (!facts.get().mode().orElse(FileMode.FOLDER).has(OWNER_CHANGES)) {
        disk.setMode(path, FileMode.FOLDER);
      }
      for (String name : disk.list(path)) {
        delete(join(path, name));
      }
    }
    disk.delete(path);
  }
}
