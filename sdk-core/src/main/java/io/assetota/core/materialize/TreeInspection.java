package io.assetota.core.materialize;

import io.assetota.core.application.ApplicationEntry;
import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.application.ApplicationPath;
import io.assetota.core.application.FileMode;
import io.assetota.core.materialize.TreeDisk.Facts;
import io.assetota.core.materialize.TreeDisk.Kind;
import io.assetota.core.model.IntegrityException;
import io.assetota.core.model.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares a tree with its manifest. */
final class TreeInspection {
  private static final String TOP = "";

  private final TreeDisk disk;
  private final ContentHash hash = new ContentHash();

  TreeInspection(TreeDisk disk) {
    this.disk = disk;
  }

  /**
   * Returns the first difference between a tree and its manifest, for people; empty if there is
   * none.
   */
  Optional<String> difference(String tree, ApplicationManifest manifest, TreeCheck check)
      throws IOException {
    Map<String, Set<String>> names = new HashMap<>();
    names.put(TOP, new HashSet<>());
    for (ApplicationEntry entry : manifest.entries()) {
      Optional<String> difference = difference(tree, entry, check);
      if (difference.isPresent()) {
        return difference;
      }
      String path = entry.path().value();
      String folder = entry.path().parent().map(ApplicationPath::value).orElse(TOP);
      names
          .computeIfAbsent(folder, f -> new HashSet<>())
          .add(path.substring(folder.isEmpty() ? 0 : folder.length() + 1));
    }
    return stranger(tree, names);
  }

  /** A folder that is empty in the manifest is for what the application itself writes. */
  private Optional<String> stranger(String tree, Map<String, Set<String>> names)
      throws IOException {
    for (Map.Entry<String, Set<String>> folder : names.entrySet()) {
      for (String name : disk.list(join(tree, folder.getKey()))) {
        if (!folder.getValue().contains(name)) {
          return Optional.of(
              Printable.text(join(folder.getKey(), name)) + " is not of the application");
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> difference(String tree, ApplicationEntry entry, TreeCheck check)
      throws IOException {
    String path = join(tree, entry.path().value());
    Optional<Facts> facts = disk.look(path);
    if (facts.isEmpty()) {
      return Optional.of(entry.path() + " is gone");
    }
    boolean same;
    if (entry instanceof ApplicationEntry.File file) {
      same = isSame(file, facts.get()) && (check == TreeCheck.FACTS || hasContent(path, file));
    } else if (entry instanceof ApplicationEntry.Folder folder) {
      same = facts.get().kind() == Kind.FOLDER && isMode(folder.mode(), facts.get());
    } else {
      ApplicationEntry.Link link = (ApplicationEntry.Link) entry;
      same = facts.get().kind() == Kind.LINK && disk.target(path).equals(link.target());
    }
    return same ? Optional.empty() : Optional.of(entry.path() + " was changed");
  }

  /** Tells whether a file looks as it was put down. */
  static boolean isSame(ApplicationEntry.File file, Facts facts) {
    return facts.kind() == Kind.FILE
        && facts.size() == file.size()
        && facts.modified() == ContentTime.of(file.hash())
        && isMode(file.mode(), facts);
  }

  private static boolean isMode(FileMode mode, Facts facts) {
    return facts.mode().isEmpty() || facts.mode().get().equals(mode);
  }

  /** Tells whether a file has the content of the manifest. */
  boolean hasContent(String path, ApplicationEntry.File file) throws IOException {
    try (InputStream in = disk.read(path)) {
      hash.check(file, in, bytes -> {});
      return true;
    } catch (IntegrityException e) {
      return false;
    }
  }

  static String join(String folder, String name) {
    if (folder.isEmpty()) {
      return name;
    }
    return name.isEmpty() ? folder : folder + "/" + name;
  }
}
