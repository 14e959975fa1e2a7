package io.assetota.cli.author;

import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Sizes;
import io.assetota.cli.output.Table;
import io.assetota.core.application.ApplicationEntry;
import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.bundle.report.BundledAsset;
import io.assetota.core.model.Printable;
import java.util.List;

/** The files of an application folder: how many, how large, and what starts them. */
final class FilesView {
  private FilesView() {}

  /** Returns all of it on one line. */
  static String summary(ApplicationManifest manifest) {
    return Sizes.count(manifest.fileCount(), "file")
        + ", "
        + Sizes.bytes(manifest.size())
        + manifest.version().map(v -> Printable.line(", version " + v)).orElse("")
        + Printable.line(", started by " + String.join(" ", manifest.start().command()));
  }

  /** Returns one row for each file, folder and link. */
  static Table table(ApplicationManifest manifest) {
    Table table = new Table("File", "Mode", "Size", "SHA-256");
    for (ApplicationEntry entry : manifest.entries()) {
      if (entry instanceof ApplicationEntry.File file) {
        table.row(entry.path().value(), file.mode(), file.size(), file.hash().abbreviated());
      } else if (entry instanceof ApplicationEntry.Folder folder) {
        table.row(entry.path().value() + "/", folder.mode(), "", "");
      } else if (entry instanceof ApplicationEntry.Link link) {
        table.row(entry.path().value() + " -> " + link.target(), "", "", "");
      }
    }
    return table;
  }

  static JsonObject json(ApplicationManifest manifest, List<BundledAsset> contents) {
    return new JsonObject()
        .with("count", manifest.fileCount())
        .with("size", manifest.size())
        .with("packedSize", contents.stream().mapToLong(BundledAsset::packedSize).sum())
        .with("version", manifest.version())
        .with("program", manifest.program())
        .with("command", manifest.start().command());
  }
}
