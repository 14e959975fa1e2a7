package io.assetota.server.fleet.releases;

import io.assetota.core.model.ApplicationId;
import io.assetota.core.model.BundleHash;
import io.assetota.core.model.Platform;
import io.assetota.server.fleet.rules.RefusedException;
import io.assetota.server.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * A bundle that may be given to devices.
 *
 * @param id its number; also the number of its software module in DDI
 * @param name what people call it
 * @param version its version, as people call it
 * @param platform platform id of its application
 * @param application SHA-256 of its application
 * @param applicationSize length of its application in bytes
 * @param files how many files its application consists of; 0 unless it is a folder
 * @param filesSize their length together in bytes, not compressed
 * @param size length of the bundle in bytes
 * @param sha256 hash of the bundle, and name of its file
 * @param sha1 hash of the bundle, and its ETag
 * @param md5 hash of the bundle
 * @param created when it was uploaded
 * @param deleted whether its file is gone
 * @param blocked since when it is offered to nobody; empty if it is not blocked
 * @param blockedReason why; empty if it is not blocked
 */
public record Release(
    long id,
    String name,
    String version,
    int platform,
    ApplicationId application,
    long applicationSize,
    int files,
    long filesSize,
    long size,
    BundleHash sha256,
    String sha1,
    String md5,
    Instant created,
    boolean deleted,
    Optional<Instant> blocked,
    String blockedReason) {
  static final String COLUMNS =
      "id, name, version, platform, application_sha256, application_size, files, files_size, size,"
          + " sha256, sha1, md5, created, deleted, blocked, blocked_reason";

  static Release read(ResultSet row) throws SQLException {
    return new Release(
        row.getLong("id"),
        row.getString("name"),
        row.getString("version"),
        row.getInt("platform"),
        ApplicationId.parse(row.getString("application_sha256")),
        row.getLong("application_size"),
        row.getInt("files"),
        row.getLong("files_size"),
        row.getLong("size"),
        BundleHash.parse(row.getString("sha256")),
        row.getString("sha1"),
        row.getString("md5"),
        Sql.instant(row, "created").orElseThrow(),
        row.getBoolean("deleted"),
        Sql.instant(row, "blocked"),
        row.getString("blocked_reason"));
  }

  /**
   * Requires that it may be offered.
   *
   * @throws RefusedException if it is blocked
   */
  public void requireNotBlocked() throws RefusedException {
    if (blocked.isPresent()) {
      throw new RefusedException(title() + " is blocked (" + blockedReason + "): unblock it first");
    }
  }

  /** Returns the platform's name, or its id in digits. */
  public String platformName() {
    return Platform.byId(platform).map(Platform::name).orElse(Integer.toString(platform));
  }

  /** Returns name and version. */
  public String title() {
    return name + " " + version;
  }

  /**
   * Tells whether it suits a device of this platform; if the platform is unknown, the device may
   * try.
   */
  public boolean suits(Optional<String> devicePlatform) {
    return devicePlatform.isEmpty() || devicePlatform.get().equals(platformName());
  }
}
