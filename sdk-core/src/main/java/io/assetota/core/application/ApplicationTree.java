package io.assetota.core.application;

import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An application as it lies on the author's disk: a folder with all that is in it, or a single
 * file. Content is read once to be hashed, and never held in memory.
 *
 * <p>Sockets, devices and pipes are refused, and so are files with the set-user-id, set-group-id or
 * sticky bit: a device would not have them. Those bits of folders are passed over, since they tell
 * how the author's disk is shared. On a file system that knows no modes, files are {@link
 * FileMode#FILE} and folders {@link FileMode#FOLDER}.
 *
 * @param root the folder that the paths of the entries begin at
 * @param entries what is in it, in the order of the paths
 */
public record ApplicationTree(Path root, List<ApplicationEntry> entries) {
  /** Copies the list. */
  public ApplicationTree {
    entries = List.copyOf(entries);
  }

  /**
   * Reads a folder or a file.
   *
   * @param application a folder, which may be a link to one, or a file, which is then all of the
   *     application
   * @return what is there; {@link ApplicationManifest#of} checks that the links lead to something
   *     in it
   * @throws AssetException if something in it can't be a part of an application, or changes while
   *     it is read, with its path
   * @throws IOException if something can't be read
   */
  public static ApplicationTree read(Path application) throws IOException {
    if (!Files.isDirectory(application)) {
      Path file = application.toAbsolutePath();
      Path folder = file.resolveSibling("");
      return new ApplicationTree(folder, new TreeWalk(folder).file(file));
    }
    Path root = application.toRealPath();
    return new ApplicationTree(root, new TreeWalk(root).all());
  }

  /**
   * Returns where an entry lies.
   *
   * @param entry one of the entries
   * @return its path on disk
   * @throws AssetException if this system can't have such a name
   */
  public Path locate(ApplicationEntry entry) throws AssetException {
    return entry.path().in(root);
  }
}
