package io.assetota.server.fleet;

import io.assetota.bundle.Bundle;
import io.assetota.bundle.BundleContents;
import io.assetota.bundle.BundleLimits;
import io.assetota.bundle.BundledAsset;
import io.assetota.bundle.VerifyOptions;
import io.assetota.core.AssetHash;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ProductData;
import io.assetota.server.store.BundleFiles;
import io.assetota.server.store.BundleFiles.Received;
import io.assetota.server.store.Database;
import io.assetota.server.store.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The releases: what was uploaded and found valid. */
public final class Releases {
  private static final int MAX_NAME = 128;
  private static final int MAX_VERSION = 64;
  private static final int LISTED = 1000;

  private final Database database;
  private final BundleFiles files;
  private final InstantSource clock;
  private final BundleLimits limits;
  private final long maxBundleSize;

  Releases(
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

  /** Where uploads may be written first. */
  public Path incoming() {
    return files.incoming();
  }

  /** The largest bundle in bytes. */
  public long maxBundleSize() {
    return maxBundleSize;
  }

  /**
   * Takes a bundle in. One that is already here is not stored again.
   *
   * @param in the zip
   * @param name what people call it; if blank, after its application
   * @param version which one; if blank, the product's or the module's version
   * @throws io.assetota.bundle.BundleException if it is not valid, with every problem
   * @throws io.assetota.server.store.TooLargeException if it is too large
   */
  public Release publish(InputStream in, String name, String version) throws IOException {
    requireText("name", name, MAX_NAME);
    requireText("version", version, MAX_VERSION);
    Received received = files.receive(in, maxBundleSize);
    try {
      BundleContents contents =
          Bundle.verify(received.file(), VerifyOptions.DEFAULT.withLimits(limits)).requireValid();
      return database.compute(sql -> store(sql, received, contents, name, version));
    } finally {
      files.drop(received);
    }
  }

  private Release store(
      Sql sql, Received received, BundleContents contents, String name, String version)
      throws IOException, SQLException {
    Optional<Release> known =
        sql.first(
            "SELECT " + Release.COLUMNS + " FROM release WHERE sha256 = ?",
            Release::read,
            received.sha256().toString());
    if (known.isPresent()) {
      if (known.get().deleted()) {
        files.accept(received);
        sql.update("UPDATE release SET deleted = FALSE WHERE id = ?", known.get().id());
      }
      return find(sql, known.get().id()).orElseThrow();
    }
    // The file first: a file without a row is dropped at the next start, a row needs its file.
    files.accept(received);
    FirmwareModule application = contents.application();
    long id =
        sql.insert(
            "INSERT INTO release (name, version, platform, application_sha256, application_size,"
                + " size, sha256, sha1, md5, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            name.isBlank() ? nameOf(contents) : name.strip(),
            version.isBlank() ? versionOf(application) : version.strip(),
            application.prefix().platformId(),
            application.suffix().sha256().toString(),
            application.length(),
            received.size(),
            received.sha256().toString(),
            received.sha1(),
            received.md5(),
            clock.instant());
    int position = 0;
    for (BundledAsset asset : contents.assets()) {
      sql.update(
          "INSERT INTO release_asset (release_id, position, name, sha256, size, packed_size,"
              + " storage_size) VALUES (?, ?, ?, ?, ?, ?, ?)",
          id,
          position++,
          asset.name(),
          asset.asset().hash().toString(),
          asset.size(),
          asset.packedSize(),
          asset.storageSize());
    }
    return find(sql, id).orElseThrow();
  }

  private static String nameOf(BundleContents contents) {
    String name = contents.applicationName().replaceFirst("\\.bin$", "");
    return name.isBlank() ? "application" : name.substring(0, Math.min(name.length(), MAX_NAME));
  }

  private static String versionOf(FirmwareModule application) {
    return application
        .suffix()
        .product()
        .filter(p -> !p.equals(ProductData.NONE))
        .map(ProductData::version)
        .map(String::valueOf)
        .orElse(Integer.toString(application.prefix().moduleVersion()));
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

  static Optional<Release> find(Sql sql, long id) throws SQLException {
    return sql.first("SELECT " + Release.COLUMNS + " FROM release WHERE id = ?", Release::read, id);
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
  public Optional<Release> ofApplication(AssetHash application) throws IOException {
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
    database.write(
        sql -> {
          Release release =
              find(sql, id).orElseThrow(() -> new RefusedException("There is no release " + id));
          long users =
              sql.number("SELECT COUNT(*) FROM action WHERE active AND release_id = ?", id)
                  + sql.number(
                      "SELECT COUNT(*) FROM rollout WHERE state IN ('RUNNING', 'PAUSED')"
                          + " AND release_id = ?",
                      id);
          if (users > 0) {
            throw new RefusedException(
                release.title() + " is still being rolled out: cancel that first");
          }
          sql.update("UPDATE release SET deleted = TRUE WHERE id = ?", id);
          files.delete(release.sha256());
        });
  }
}
