package io.assetota.server.fleet.devices;

import io.assetota.server.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Reads and writes devices. */
public final class DeviceRows {
  /** Begins a query of devices. */
  static final String SELECT =
      "SELECT id, created, last_seen, token_hash, platform, asked, attributes_at,"
          + " installed_action, installed_name, installed_version, lost FROM device ";

  private DeviceRows() {}

  /** Finds a device. */
  public static Optional<Device> find(Sql sql, String id) throws SQLException {
    return sql.first(SELECT + "WHERE id = ?", DeviceRows::read, id);
  }

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
        name == null ? Optional.empty() : Optional.of(name + " " + version),
        row.getBoolean("lost"));
  }

  /** Notes the action of a successful update. */
  public static void noteInstalled(Sql sql, String id, long action) throws SQLException {
    sql.update(
        "UPDATE device SET installed_action = ?, installed_name = NULL, installed_version = NULL"
            + " WHERE id = ?",
        action,
        id);
  }

  /** Notes whether a device has lost its release. */
  public static void noteLost(Sql sql, String id, boolean lost) throws SQLException {
    sql.update("UPDATE device SET lost = ? WHERE id = ?", lost, id);
  }

  /** Asks a device for its attributes at its next poll. */
  public static void ask(Sql sql, String id) throws SQLException {
    sql.update("UPDATE device SET asked = TRUE WHERE id = ?", id);
  }
}
