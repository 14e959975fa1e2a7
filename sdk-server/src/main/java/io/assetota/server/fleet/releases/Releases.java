package io.assetota.server.fleet.releases;

import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.BundleLimits;
import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.bundle.report.BundleContents;
import io.assetota.core.model.ApplicationId;
import io.assetota.core.model.BundleHash;
import io.assetota.server.fleet.rules.RefusedException;
import io.assetota.server.fleet.rules.RolloutState;
import io.assetota.server.store.BundleFiles;
import io.assetota.server.store.BundleFiles.Received;
import io.assetota.server.store.Database;
import io.assetota.server.store.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The releases: bundles that were uploaded and found valid. */
public final class Releases {
  private static final Logger log = LoggerFactory.getLogger(Releases.class);
  private static final int MAX_VERSION = 64;
  private static final int LISTED = 1000;

  private final Database database;
  private final BundleFiles files;
  private final InstantSource clock;
  private final BundleLimits limits;
  private final long maxBundleSize;

  public Releases(
      Database database,
      BundleFiles files,
      InstantSource clock,
      BundleLimits limits,
      long maxBundleSize) {
    this.database = database;
    this.files = files;
    this.clock = clock;
    this.limits = limits;
    this.maxBundleSize = maxBundleSize;
  }

  /** The folder where uploads may be written first. */
  public Path incoming() {
    return files.incoming();
  }

  /** Whose limit {@link #maxBundleSize} is, for people. */
  public String limitReason() {
    return maxBundleSize >= BundleLimits.MAX_BUNDLE_SIZE
        ? "that is 4 GiB, the limit of the format"
        : "the limit of this server";
  }

  /** The largest bundle in bytes. */
  public long maxBundleSize() {
    return maxBundleSize;
  }

  /**
   * Stores a bundle. One that is already there is not stored again, unless its file is missing.
   *
   * @param in the zip
   * @param name what people call it; if blank, after its application
   * @param version its version; if blank, the product's or the module's version
   * @throws io.assetota.core.bundle.report.BundleException if it is not valid, with every problem
   * @throws io.assetota.server.store.TooLargeException if it is too large
   * @throws io.assetota.server.store.DiskFullException if there is no room for it
   */
  public Release publish(InputStream in, String name, String version) throws IOException {
    requireText("name", name, ReleaseRows.MAX_NAME);
    requireText("version", version, MAX_VERSION);
    Received received = files.receive(in, maxBundleSize);
    try {
      BundleContents contents =
          Bundle.verify(received.file(), VerifyOptions.DEFAULT.withLimits(limits)).requireValid();
      return store(received, contents, name, version);
    } finally {
      files.drop(received);
    }
  }

  private Release store(Received received, BundleContents contents, String name, String version)
      throws IOException {
    boolean stored = false;
    try {
      Release release = database.compute(sql -> store(sql, received, contents, name, version));
      stored = true;
      return release;
    } finally {
      if (!stored) {
        deleteUnlessNeeded(received.sha256());
      }
    }
  }

  private Release store(
      Sql sql, Received received, BundleContents contents, String name, String version)
      throws IOException, SQLException {
    Optional<Release> known = find(sql, received.sha256());
    // The file first: a row needs its file, and a file without a row does no harm.
    if (known.isEmpty()) {
      files.accept(received);
      long id = ReleaseRows.insert(sql, received, contents, name, version, clock.instant());
      return find(sql, id).orElseThrow();
    }
    Release release = known.get();
    if (release.deleted() || !files.has(release.sha256(), release.size())) {
      files.accept(received);
      sql.update("UPDATE release SET deleted = FALSE WHERE id = ?", release.id());
    }
    return find(sql, release.id()).orElseThrow();
  }

  private static Optional<Release> find(Sql sql, BundleHash sha256) throws SQLException {
    return sql.first(
        "SELECT " + Release.COLUMNS + " FROM release WHERE sha256 = ?",
        Release::read,
        sha256.toString());
  }

  /**
   * Deletes the file of a bundle that no release needs, in a transaction, so that nobody publishes
   * it in between.
   */
  private void deleteUnlessNeeded(BundleHash sha256) {
    try {
      database.write(
          sql -> {
            if (find(sql, sha256).filter(r -> !r.deleted()).isEmpty()) {
              files.delete(sha256);
            }
          });
    } catch (IOException e) {
      log.warn(
          "{} is not needed any more; it can't be deleted before the next start: {}",
          files.file(sha256),
          e.getMessage());
    }
  }

  private static void requireText(String what, String text, int max) throws RefusedException {
    if (text.length() > max || text.chars().anyMatch(Character::isISOControl)) {
      throw new RefusedException(
          "The " + what + " may have at most " + max + " characters, and no control characters");
    }
  }

  /** Finds a release; also a deleted one. */
  public Optional<Release> find(long id) throws IOException {
    return database.read(sql -> find(sql, id));
  }

  public static Optional<Release> find(Sql sql, long id) throws SQLException {
    return sql.first("SELECT " + Release.COLUMNS + " FROM release WHERE id = ?", Release::read, id);
  }

  /** Finds the release of a bundle, if that is there. */
  public Optional<Release> ofBundle(BundleHash sha256) throws IOException {
    Optional<Release> release = database.read(sql -> find(sql, sha256)).filter(r -> !r.deleted());
    return release.isPresent() && files.has(sha256, release.get().size())
        ? release
        : Optional.empty();
  }

  /** Notes since when a release is blocked, and why. */
  public static void block(Sql sql, long id, Optional<Instant> since, String reason)
      throws SQLException {
    sql.update(
        "UPDATE release SET blocked = ?, blocked_reason = ? WHERE id = ?",
        since.orElse(null),
        reason,
        id);
  }

  /** Lists what can be given to devices, the newest first. */
  public List<Release> list() throws IOException {
    return database.read(
        sql ->
            sql.list(
                "SELECT "
                    + Release.COLUMNS
                    + " FROM release WHERE NOT deleted ORDER BY id DESC LIMIT "
                    + LISTED,
                Release::read));
  }

  /** Finds the release that an application came with. */
  public Optional<Release> ofApplication(ApplicationId application) throws IOException {
    return database.read(
        sql ->
            sql.first(
                "SELECT "
                    + Release.COLUMNS
                    + " FROM release WHERE application_sha256 = ? ORDER BY id DESC",
                Release::read,
                application.toString()));
  }

  /** Lists the assets of a release in the order of its bundle. */
  public List<ReleaseAsset> assets(long id) throws IOException {
    return database.read(
        sql ->
            sql.list(
                "SELECT name, sha256, size, packed_size, storage_size FROM release_asset"
                    + " WHERE release_id = ? ORDER BY position",
                ReleaseAsset::read,
                id));
  }

  /**
   * Lists files of a release's application, read from its bundle.
   *
   * @param after those after this path; from the first one if it is empty
   * @throws RefusedException if that is no path, or the bundle is not there any more
   */
  public ReleaseFiles files(Release release, String after) throws IOException {
    return ReleaseFiles.read(release, file(release), after);
  }

  /** Returns the file of a release that is not deleted. */
  public Path file(Release release) {
    return files.file(release.sha256());
  }

  /**
   * Deletes a release's file; its history stays.
   *
   * @throws RefusedException if a device or a rollout still needs it
   */
  public void delete(long id) throws IOException {
    Release deleted =
        database.compute(
            sql -> {
              Release release =
                  find(sql, id)
                      .orElseThrow(() -> new RefusedException("There is no release " + id));
              long users =
                  sql.number("SELECT COUNT(*) FROM action WHERE active AND release_id = ?", id)
                      + sql.number(
                          "SELECT COUNT(*) FROM rollout WHERE release_id = ? AND state "
                              + Sql.is(RolloutState.OPEN),
                          id);
              if (users > 0) {
                throw new RefusedException(
                    release.title() + " is still being rolled out: cancel that first");
              }
              sql.update("UPDATE release SET deleted = TRUE WHERE id = ?", id);
              return release;
            });
    // Only now: a release that is still there must not be without its file.
    deleteUnlessNeeded(deleted.sha256());
  }
}
