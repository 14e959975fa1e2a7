package io.assetota.server.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.application.ApplicationEntry;
import io.assetota.core.model.Printable;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.releases.ReleaseFiles;
import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;

/** Some of the files of a release's application. */
record ReleaseFilesPage(Frame frame, Release release, ReleaseFiles files) {
  /**
   * A row.
   *
   * @param name the path, made printable; of a folder with a slash, of a link with its target
   * @param mode who may use it, in octal digits; empty for a link
   * @param size the length of a file, for people; empty for anything else
   */
  record Row(String name, String mode, String size) {}

  List<Row> rows() {
    return files.entries().stream().map(this::row).toList();
  }

  private Row row(ApplicationEntry entry) {
    String path = Printable.line(entry.path().value());
    if (entry instanceof ApplicationEntry.File file) {
      return new Row(path, file.mode().toString(), frame.format().bytes(file.size()));
    }
    if (entry instanceof ApplicationEntry.Folder folder) {
      return new Row(path + "/", folder.mode().toString(), "");
    }
    String target = entry instanceof ApplicationEntry.Link link ? link.target() : "";
    return new Row(path + " → " + Printable.line(target), "", "");
  }

  /** The path after which more follow, encoded for the query of a link; empty at the end. */
  Optional<String> next() {
    return files.next().map(path -> URLEncoder.encode(path.value(), UTF_8));
  }
}
