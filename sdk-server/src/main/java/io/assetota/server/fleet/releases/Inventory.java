package io.assetota.server.fleet.releases;

import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.BundleLimits;
import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.bundle.report.BundleContents;
import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.model.BundleHash;
import io.assetota.server.store.BundleFiles;
import io.assetota.server.store.BundleFiles.Received;
import io.assetota.server.store.Database;
import io.assetota.server.store.Opening;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the releases with the files of their bundles when the server starts. It deletes a file
 * only if the database says that its release is deleted: an unknown file may be all that is left
 * after the database was lost.
 */
public final class Inventory {
  private static final Logger log = LoggerFactory.getLogger(Inventory.class);

  private final Database database;
  private final BundleFiles files;
  private final BundleLimits limits;

  public Inventory(Database database, BundleFiles files, BundleLimits limits) {
    this.database = database;
    this.files = files;
    this.limits = limits;
  }

  /** Compares, logs the differences, and returns the releases that it restored. */
  public List<Release> take(Opening opening) throws IOException {
    Map<BundleHash, Long> unknown = files.stored();
    for (Release release :
        database.read(
            sql ->
                sql.list(
                    "SELECT " + Release.COLUMNS + " FROM release ORDER BY id", Release::read))) {
      Optional<Long> size = Optional.ofNullable(unknown.remove(release.sha256()));
      if (release.deleted()) {
        files.delete(release.sha256());
      } else if (!size.equals(Optional.of(release.size()))) {
        log.warn(
            "The bundle of release {} ({}) {}: upload it again, or put {} back",
            release.id(),
            release.title(),
            size.isPresent() ? "has the wrong length" : "is missing",
            files.file(release.sha256()));
      }
    }
    if (opening == Opening.RESTORE) {
      return restore(unknown.keySet().stream().map(files::file).toList());
    }
    if (!unknown.isEmpty()) {
      log.warn(
          "{} bundles belong to no release, the first is {}: start with --restore to take them in,"
              + " or remove them",
          unknown.size(),
          files.file(unknown.keySet().iterator().next()));
    }
    return List.of();
  }

  private List<Release> restore(List<Path> bundles) throws IOException {
    Map<Path, Instant> times = new HashMap<>();
    for (Path bundle : bundles) {
      times.put(bundle, Files.getLastModifiedTime(bundle).toInstant());
    }
    List<Release> restored = new ArrayList<>();
    // In the order of their upload, so that the newest has the highest number again.
    for (Path bundle :
        bundles.stream()
            .sorted(Comparator.comparing(b -> times.getOrDefault(b, Instant.EPOCH)))
            .toList()) {
      restore(bundle, times.getOrDefault(bundle, Instant.EPOCH)).ifPresent(restored::add);
    }
    return restored;
  }

  private Optional<Release> restore(Path bundle, Instant created) throws IOException {
    try (InputStream in = Files.newInputStream(bundle)) {
      Received received = files.identify(bundle, in);
      if (!files.file(received.sha256()).equals(bundle)) {
        log.warn("{} is not restored: its content is not what its name says", bundle);
        return Optional.empty();
      }
      BundleContents contents =
          Bundle.verify(bundle, VerifyOptions.DEFAULT.withLimits(limits)).requireValid();
      return database.compute(
          sql -> Releases.find(sql, ReleaseRows.insert(sql, received, contents, "", "", created)));
    } catch (BundleException e) {
      log.warn("{} is not restored: {}", bundle, e.getMessage());
      return Optional.empty();
    }
  }
}
