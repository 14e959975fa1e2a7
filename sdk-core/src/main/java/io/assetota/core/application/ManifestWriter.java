package io.assetota.core.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a manifest, line by line. */
final class ManifestWriter {
  private final OutputStream out;
  private long written;

  ManifestWriter(OutputStream out) {
    this.out = out;
  }

  void write(ApplicationManifest manifest) throws IOException {
    line(ApplicationManifest.MAGIC + ManifestReader.FORM);
    if (manifest.version().isPresent()) {
      line(ManifestReader.VERSION, manifest.version().get());
    }
    StartCommand start = manifest.start();
    line(words(ManifestReader.COMMAND, start.command()));
    for (var variable : start.environment().entrySet()) {
      line(ManifestReader.ENVIRONMENT, variable.getKey(), variable.getValue());
    }
    if (start.health().isPresent()) {
      line(health(start.health().get()));
    }
    line(ManifestReader.START_WITHIN, String.valueOf(start.startWithin().toMillis()));
    line(ManifestReader.STOP_WITHIN, String.valueOf(start.stopWithin().toMillis()));
    for (ApplicationEntry entry : manifest.entries()) {
      write(entry);
    }
  }

  private static String words(String kind, List<String> words) {
    return Stream.concat(Stream.of(kind), words.stream()).collect(Collectors.joining("\t"));
  }

  private static String health(HealthCheck check) {
    if (check instanceof HealthCheck.Http http) {
      return String.join(
          "\t", ManifestReader.HEALTH, ManifestReader.HTTP, http.address().toString());
    }
    if (check instanceof HealthCheck.Program program) {
      return words(ManifestReader.HEALTH + "\t" + ManifestReader.PROGRAM, program.command());
    }
    return ManifestReader.HEALTH
        + "\t"
        + (check instanceof HealthCheck.Notify
            ? ManifestReader.NOTIFY
            : ManifestReader.CONFIRMATION);
  }

  private void write(ApplicationEntry entry) throws IOException {
    String path = entry.path().value();
    if (entry instanceof ApplicationEntry.File file) {
      line(
          ManifestReader.FILE,
          file.mode().toString(),
          String.valueOf(file.size()),
          file.hash().toString(),
          path);
    } else if (entry instanceof ApplicationEntry.Folder folder) {
      line(ManifestReader.FOLDER, folder.mode().toString(), path);
    } else if (entry instanceof ApplicationEntry.Link link) {
      line(ManifestReader.LINK, path, link.target());
    }
  }

  private void line(String... fields) throws IOException {
    byte[] line = (String.join("\t", fields) + "\n").getBytes(UTF_8);
    written += line.length;
    if (written > ApplicationManifest.MAX_LENGTH) {
      throw new AssetException(
          "the application has too many files with long names: its manifest would be longer than "
              + ApplicationManifest.MAX_LENGTH
              + " bytes");
    }
    out.write(line);
  }
}
