package io.assetota.bundle;

import io.assetota.core.bundle.BundleLimits;
import io.assetota.core.bundle.check.Findings;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.bundle.report.BundleWarning;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Lists the assets of a folder, and warns of everything else in it. */
final class AssetFolder {
  /** Files that desktops create, in lower case. */
  private static final Set<String> JUNK =
      Set.of(".ds_store", "thumbs.db", "desktop.ini", "__macosx");

  private AssetFolder() {}

  static List<Path> list(Path folder, Findings findings) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
      for (Path path : content) {
        if (files.size() >= BundleLimits.MAX_ASSETS) {
          findings.add(
              BundleProblem.ofBundle(
                  BundleProblem.Kind.TOO_MANY_ENTRIES,
                  folder + " holds more than " + BundleLimits.MAX_ASSETS + " files"));
          break;
        }
        if (isAsset(path, findings)) {
          files.add(path);
        }
      }
    }
    return files;
  }

  private static boolean isAsset(Path path, Findings findings) throws IOException {
    String name = String.valueOf(path.getFileName());
    if (JUNK.contains(name.toLowerCase(Locale.ROOT))) {
      warn(findings, BundleWarning.Kind.JUNK_FILE, path, "left out: a file of the desktop");
      return false;
    }
    if (name.startsWith(".") || Files.isHidden(path)) {
      warn(findings, BundleWarning.Kind.HIDDEN_FILE, path, "left out: hidden");
      return false;
    }
    if (Files.isDirectory(path)) {
      warn(
          findings,
          BundleWarning.Kind.SUB_FOLDER,
          path,
          "left out with its content: assets have no folders");
      return false;
    }
    if (!Files.isRegularFile(path)) {
      warn(findings, BundleWarning.Kind.NOT_A_FILE, path, "left out: not a file");
      return false;
    }
    return true;
  }

  private static void warn(Findings findings, BundleWarning.Kind kind, Path path, String message) {
    findings.warn(BundleWarning.of(kind, path.toString(), message));
  }
}
