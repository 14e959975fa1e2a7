package io.assetota.core.bundle;

import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.application.FileContent;
import io.assetota.core.bundle.check.EntryNames;
import io.assetota.core.bundle.check.Findings;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.bundle.report.BundleWarning;
import io.assetota.core.bundle.report.BundledAsset;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.module.FirmwareModule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the entries for files are those that the manifest in the application names.
 *
 * @param manifest the manifest; empty unless the application is a folder
 * @param contents lengths in bytes of the contents that it names
 */
record ProgramCheck(Optional<ApplicationManifest> manifest, Map<AssetHash, Long> contents) {
  /** Nothing is known of any file. */
  static final ProgramCheck NONE = new ProgramCheck(Optional.empty(), Map.of());

  /** Reads the manifest of an application, if it has one. */
  static ProgramCheck of(
      @Nullable BundleEntry entry, @Nullable FirmwareModule application, Findings findings) {
    if (entry == null
        || application == null
        || !ApplicationManifest.isManifest(application.payload())) {
      return NONE;
    }
    try {
      ApplicationManifest manifest = ApplicationManifest.read(application.payload());
      return new ProgramCheck(Optional.of(manifest), manifest.contents());
    } catch (AssetException e) {
      findings.add(
          entry.problem(BundleProblem.Kind.APPLICATION_UNSUITABLE, String.valueOf(e.getMessage())));
      return NONE;
    }
  }

  /** Whether the content of an entry matters. */
  boolean names(BundleEntry entry) {
    return EntryNames.fileContent(entry.name()).filter(contents::containsKey).isPresent();
  }

  /**
   * Runs the checks.
   *
   * @param entries all entries that can be read
   * @param hashes the SHA-256 of those whose content is sound
   * @param application for what concerns no other entry
   * @return what is there of the files
   */
  List<BundledAsset> against(
      List<BundleEntry> entries,
      Map<BundleEntry, AssetHash> hashes,
      BundleEntry application,
      Findings findings) {
    List<BundledAsset> files = new ArrayList<>();
    Set<AssetHash> missing = new HashSet<>(contents.keySet());
    for (BundleEntry entry : entries) {
      if (entry.kind() != EntryKind.FILE) {
        continue;
      }
      AssetHash named = EntryNames.fileContent(entry.name()).orElseThrow();
      if (!contents.containsKey(named)) {
        unexpected(entry, findings);
        continue;
      }
      missing.remove(named);
      compare(entry, named, hashes.get(entry), findings);
      files.add(ApplicationCheck.bundled(entry, FileContent.of(named)));
    }
    missing.stream()
        .sorted()
        .forEach(
            content ->
                findings.add(
                    application.problem(
                        BundleProblem.Kind.FILE_MISSING,
                        "has a file with the SHA-256 "
                            + content
                            + ", whose content is not in the bundle")));
    return files;
  }

  private void unexpected(BundleEntry entry, Findings findings) {
    if (manifest.isPresent()) {
      findings.add(
          entry.problem(
              BundleProblem.Kind.FILE_UNEXPECTED, "no file of the application has this content"));
    } else {
      findings.warn(
          BundleWarning.of(
              BundleWarning.Kind.UNKNOWN_ENTRY,
              entry.name(),
              "is ignored: the application is no folder"));
    }
  }

  private void compare(
      BundleEntry entry, AssetHash named, @Nullable AssetHash found, Findings findings) {
    if (found != null && !found.equals(named)) {
      findings.add(
          entry.problem(
              BundleProblem.Kind.FILE_HASH_MISMATCH,
              "SHA-256 is " + found + ", but the name asks for " + named));
    } else if (!Long.valueOf(entry.size()).equals(contents.get(named))) {
      findings.add(
          entry.problem(
              BundleProblem.Kind.FILE_HASH_MISMATCH,
              "has "
                  + entry.size()
                  + " bytes, but the application asks for "
                  + contents.get(named)));
    }
  }
}
