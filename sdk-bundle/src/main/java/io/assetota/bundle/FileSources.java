package io.assetota.bundle;

import io.assetota.core.application.ApplicationEntry;
import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.application.ApplicationTree;
import io.assetota.core.bundle.check.EntryNames;
import io.assetota.core.bundle.check.Findings;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.module.FirmwareModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the contents of an application's files on the author's disk. */
final class FileSources {
  private FileSources() {}

  /**
   * Returns what an application consists of, if it is a folder.
   *
   * @param tree its files as they lie on disk, whose entries are shared if they are the same
   */
  static Optional<ApplicationManifest> manifest(
      FirmwareModule application, Optional<ApplicationTree> tree, String name, Findings findings) {
    if (!ApplicationManifest.isManifest(application.payload())) {
      return Optional.empty();
    }
    try {
      ApplicationManifest manifest = ApplicationManifest.read(application.payload());
      return Optional.of(
          tree.isPresent() && tree.get().entries().equals(manifest.entries())
              ? new ApplicationManifest(manifest.version(), manifest.start(), tree.get().entries())
              : manifest);
    } catch (AssetException e) {
      findings.add(
          BundleProblem.ofEntry(
              BundleProblem.Kind.APPLICATION_UNSUITABLE, name, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  /** Returns each content once, in the order of the manifest. */
  static List<AssetSource> resolve(
      ApplicationManifest manifest, Optional<ApplicationTree> tree, String name, Findings findings)
      throws IOException {
    Map<AssetHash, Path> places = tree.isPresent() ? places(tree.get()) : Map.of();
    List<AssetSource> sources = new ArrayList<>();
    for (AssetHash content : manifest.contents().keySet()) {
      Path place = places.get(content);
      if (place == null || !Files.exists(place)) {
        findings.add(
            BundleProblem.ofEntry(
                BundleProblem.Kind.FILE_MISSING,
                name,
                "has a file with the SHA-256 "
                    + content
                    + ", which "
                    + tree.map(t -> "is not in " + t.root()).orElse("nobody gave the folder of")));
      } else {
        sources.add(AssetSource.of(EntryNames.ofFile(content), place));
      }
    }
    return sources;
  }

  /** Notes contents that are others than when the manifest was made. */
  static void requireUnchanged(List<DeflatedAsset> files, Findings findings) {
    for (DeflatedAsset file : files) {
      if (!file.name().equals(EntryNames.ofFile(file.hash()))) {
        findings.add(
            BundleProblem.ofEntry(
                BundleProblem.Kind.FILE_HASH_MISMATCH,
                file.name(),
                "the file has another content since the manifest was made: its SHA-256 is "
                    + file.hash()
                    + "; try again when nobody writes to the folder"));
      }
    }
  }

  private static Map<AssetHash, Path> places(ApplicationTree tree) throws AssetException {
    Map<AssetHash, Path> places = new HashMap<>();
    for (ApplicationEntry entry : tree.entries()) {
      if (entry instanceof ApplicationEntry.File file) {
        places.putIfAbsent(file.hash(), tree.locate(file));
      }
    }
    return places;
  }
}
