package io.assetota.cli.output;

import io.assetota.core.application.ApplicationEntry;
import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.bundle.report.BundledAsset;
import io.assetota.core.model.Printable;
import java.util.List;

/** The files of an application folder: how many, how large, and what starts them. */
public final class FilesView {
  private FilesView() {}

  /** Returns all of it on one line. */
  public static String summary(ApplicationManifest manifest) {
    return Sizes.count(manifest.fileCount(), "file")
        + ", "
        + Sizes.bytes(manifest.size())
        + manifest.version().map(v -> Printable.line(", version " + v)).orElse("")
        + Printable.line(", started by " + String.join(" ", manifest.start().command()));
  }

  /**
   * Returns one row for each file, folder and link. The path comes last: there is no padding to the
   * longest one, so that the table is not much longer than the manifest.
   */
  public static Table table(ApplicationManifest manifest) {
    Table table = new Table("Mode", "Size", "SHA-256", "File");
    for (ApplicationEntry entry : manifest.entries()) {
      if (entry instanceof ApplicationEntry.File file) {
        table.row(file.mode(), file.size(), file.hash().abbreviated(), entry.path().value());
      } else if (entry instanceof ApplicationEntry.Folder folder) {
        table.row(folder.mode(), "", "", entry.path().value() + "/");
      } else if (entry instanceof ApplicationEntry.Link link) {
        table.row("", "", "", entry.path().value() + " -> " + link.target());
      }
    }
    return table;
  }

  /** Returns one object for each file, folder and link. */
  public static List<JsonObject> list(ApplicationManifest manifest) {
    return manifest.entries().stream().map(FilesView::entry).toList();
  }

  private static JsonObject entry(ApplicationEntry entry) {
    JsonObject json = new JsonObject().with("path", entry.path().value());
    if (entry instanceof ApplicationEntry.File file) {
      return json.with("kind", "file")
          .with("mode", file.mode())
          .with("size", file.size())
          .with("sha256", file.hash());
    }
    return entry instanceof ApplicationEntry.Folder folder
        ? json.with("kind", "folder").with("mode", folder.mode())
        : json.with("kind", "link").with("target", ((ApplicationEntry.Link) entry).target());
  }

  /** Returns how many files a bundle has for it, how large they are, and what starts them. */
  public static JsonObject json(ApplicationManifest manifest, List<BundledAsset> contents) {
    return new JsonObject()
        .with("count", manifest.fileCount())
        .with("size", manifest.size())
        .with("packedSize", contents.stream().mapToLong(BundledAsset::packedSize).sum())
        .with("version", manifest.version())
        .with("program", manifest.program())
        .with("command", manifest.start().command());
  }
}
