package io.assetota.server.fleet.releases;

import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.bundle.report.BundleContents;
import io.assetota.core.bundle.report.BundledAsset;
import io.assetota.core.module.FirmwareModule;
import io.assetota.server.store.BundleFiles.Received;
import io.assetota.server.store.Sql;
import java.sql.SQLException;
import java.time.Instant;

/** Writes releases. */
final class ReleaseRows {
  static final int MAX_NAME = 128;

  private ReleaseRows() {}

  static long insert(
      Sql sql,
      Received received,
      BundleContents contents,
      String name,
      String version,
      Instant created)
      throws SQLException {
    FirmwareModule application = contents.application();
    long id =
        sql.insert(
            "INSERT INTO release (name, version, platform, application_sha256, application_size,"
                + " files, files_size, size, sha256, sha1, md5, created)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            name.isBlank() ? nameOf(contents) : name.strip(),
            version.isBlank() ? contents.releaseVersion() : version.strip(),
            application.prefix().platformId(),
            application.id().toString(),
            application.length(),
            contents.manifest().map(ApplicationManifest::fileCount).orElse(0),
            contents.manifest().map(ApplicationManifest::size).orElse(0L),
            received.size(),
            received.sha256().toString(),
            received.sha1(),
            received.md5(),
            created);
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
    return id;
  }

  private static String nameOf(BundleContents contents) {
    String name = contents.releaseName();
    return name.substring(0, Math.min(name.length(), MAX_NAME));
  }
}
