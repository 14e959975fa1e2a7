package io.assetota.server.fleet;

import io.assetota.server.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * A device.
 *
 * @param id its name in DDI: the controller id
 * @param created when it was registered
 * @param lastSeen when it last talked to the server
 * @param hasToken whether it has a token of its own
 * @param platform the platform it reported
 * @param asked whether the server wants to know its attributes
 * @param attributesAt when it last told its attributes
 * @param installedAction the action of its last successful update
 * @param installedByOthers what it said it got by other means since then
 */
public record Device(
    String id,
    Instant created,
    Optional<Instant> lastSeen,
    boolean hasToken,
    Optional<String> platform,
    boolean asked,
    Optional<Instant> attributesAt,
    Optional<Long> installedAction,
    Optional<String> installedByOthers) {
  static final String COLUMNS =
      "id, created, last_seen, token_hash, platform, asked, attributes_at, installed_action,"
          + " installed_name, installed_version";

  static Device read(ResultSet row) throws SQLException {
    long installed = row.getLong("installed_action");
    Optional<Long> action = row.wasNull() ? Optional.empty() : Optional.of(installed);
    String name = row.getString("installed_name");
    String version = row.getString("installed_version");
    return new Device(
        row.getString("id"),
        Sql.instant(row, "created").orElseThrow(),
        Sql.instant(row, "last_seen"),
        row.getString("token_hash") != null,
        Optional.ofNullable(row.getString("platform")),
        row.getBoolean("asked"),
        Sql.instant(row, "attributes_at"),
        action,
        name == null ? Optional.empty() : Optional.of(name + " " + version));
  }

  Device seen(Instant at) {
    return new Device(
        id,
        created,
        Optional.of(at),
        hasToken,
        platform,
        asked,
        attributesAt,
        installedAction,
        installedByOthers);
  }
}
