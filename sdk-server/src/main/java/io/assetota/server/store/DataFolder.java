package io.assetota.server.store;

import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder in which a server keeps everything. A server only uses an empty folder, or one with
 * its own database: with a wrong path, or a lost database, it must not treat the files of others as
 * its own.
 */
final class DataFolder {
  static final String DATABASE = "server.db";

  /** The H2 database of versions before the first release. */
  private static final String FORMER_DATABASE = "server.mv.db";

  static final String BUNDLES = "bundles";
  static final String INCOMING = "incoming";

  /** What an unused folder may hold: of a server that never started, or of a file system. */
  private static final Set<String> NOTHING = Set.of(FolderLock.NAME, "lost+found");

  private final Path folder;
  private final Opening opening;

  private DataFolder(Path folder, Opening opening) {
    this.folder = folder;
    this.opening = opening;
  }

  /**
   * Creates the folder, if it is missing, and refuses one that belongs to something else, without a
   * change in it.
   */
  static DataFolder prepare(Path folder, Opening opening) throws IOException {
    DataFolder data = new DataFolder(folder, opening);
    if (!Files.isDirectory(folder)) {
      Path parent = folder.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectory(folder, OwnerOnly.folder(folder));
    }
    if (Files.isSymbolicLink(data.database())) {
      throw new AssetException(
          data.database() + " is a symbolic link: put the database itself there");
    }
    if (!Files.exists(data.database()) || Files.size(data.database()) == 0) {
      data.requireUnused();
    }
    return data;
  }

  Path database() {
    return folder.resolve(DATABASE);
  }

  /** Refuses a folder without a database that has something else. */
  void requireUnused() throws IOException {
    List<Path> bundles = entries(folder.resolve(BUNDLES));
    if (opening == Opening.RESTORE) {
      if (bundles.isEmpty()) {
        throw new AssetException(
            folder
                + " has no bundles to restore releases from; without --restore, it is a new"
                + " server's");
      }
      return;
    }
    if (Files.exists(folder.resolve(FORMER_DATABASE))) {
      throw new AssetException(
          folder
              + " has a database of a former development version, "
              + FORMER_DATABASE
              + ", which this server can't read. Nothing was changed. Move that file elsewhere and"
              + howToRestore());
    }
    if (!bundles.isEmpty()) {
      throw new AssetException(
          folder
              + " has bundles, but its database "
              + DATABASE
              + " is missing or empty. Nothing was changed. Put a copy of the database back, or"
              + howToRestore());
    }
    for (Path entry : entries(folder)) {
      String name = entry.getFileName().toString();
      boolean ourDatabase = name.startsWith(DATABASE) && Files.exists(database());
      boolean ourFolder =
          (name.equals(BUNDLES) || name.equals(INCOMING)) && entries(entry).isEmpty();
      if (!NOTHING.contains(name) && !ourDatabase && !ourFolder) {
        throw new AssetException(
            folder
                + " is not empty, and has no database of an update server: there is "
                + name
                + ". Nothing was changed. Name a new or an empty folder");
      }
    }
  }

  private static String howToRestore() {
    return " start once with --restore (in Java restoreReleases()): releases come back from their"
        + " bundles, devices at their next polls; tokens and rollouts are to be made anew";
  }

  /** Removes the permissions of others, once it is known to be ours. */
  void restrict() throws IOException {
    OwnerOnly.restrict(folder);
    for (Path entry : entries(folder)) {
      String name = entry.getFileName().toString();
      if (name.startsWith(DATABASE) || name.equals(BUNDLES) || name.equals(INCOMING)) {
        OwnerOnly.restrict(entry);
      }
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
