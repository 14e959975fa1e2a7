package io.assetota.core.application;

import io.assetota.core.model.AssetHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks that entries are in order, and that together they are one tree. */
final class EntryCheck {
  private final List<ApplicationEntry> entries;

  EntryCheck(List<ApplicationEntry> entries) {
    this.entries = entries;
  }

  /**
   * Runs the check.
   *
   * @throws IllegalArgumentException if the entries are no tree
   */
  void run() {
    if (entries.size() > ApplicationManifest.MAX_ENTRIES) {
      throw new IllegalArgumentException(
          "an application of "
              + entries.size()
              + " files and folders; at most "
              + ApplicationManifest.MAX_ENTRIES);
    }
    Set<ApplicationPath> folders = new HashSet<>();
    Map<AssetHash, Long> sizes = new HashMap<>();
    List<ApplicationEntry.Link> links = new ArrayList<>();
    ApplicationPath before = null;
    for (ApplicationEntry entry : entries) {
      requireOrder(before, entry.path());
      before = entry.path();
      requireFolder(folders, entry.path());
      if (entry instanceof ApplicationEntry.Folder folder) {
        folders.add(folder.path());
      } else if (entry instanceof ApplicationEntry.File file) {
        requireSize(sizes, file);
      } else if (entry instanceof ApplicationEntry.Link link) {
        links.add(link);
      }
    }
    if (sizes.isEmpty()) {
      throw new IllegalArgumentException("an application without a file");
    }
    if (!links.isEmpty()) {
      new LinkCheck(entries).run(links);
    }
  }

  private static void requireOrder(@Nullable ApplicationPath before, ApplicationPath path) {
    int order = before == null ? -1 : before.compareTo(path);
    if (order == 0) {
      throw ManifestText.wrong("path", path.value(), "is there twice");
    }
    if (order > 0) {
      throw ManifestText.wrong("path", path.value(), "is not in the order of the paths");
    }
  }

  private static void requireFolder(Set<ApplicationPath> folders, ApplicationPath path) {
    Optional<ApplicationPath> parent = path.parent();
    if (parent.isPresent() && !folders.contains(parent.get())) {
      throw ManifestText.wrong(
          "path",
          path.value(),
          "lies in " + ManifestText.quoted(parent.get().value()) + ", which is no folder");
    }
  }

  private static void requireSize(Map<AssetHash, Long> sizes, ApplicationEntry.File file) {
    Long other = sizes.putIfAbsent(file.hash(), file.size());
    if (other != null && other != file.size()) {
      throw ManifestText.wrong(
          "file",
          file.path().value(),
          "has " + file.size() + " bytes, and another of the same hash has " + other);
    }
  }
}
