package io.assetota.server.fleet.devices;

import io.assetota.ota.report.DeviceAttributes;
import io.assetota.server.store.Database;
import io.assetota.server.store.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What devices report about themselves. */
public final class DeviceReports {
  private static final int MAX_PLATFORM = 64;

  /** Called for each report, in its transaction. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A device has reported its attributes.
     *
     * @param raw all that it has reported, by name
     * @param attributes the same as the server understands it
     * @return number of the update that has failed after all; empty if none has
     */
    OptionalLong reported(
        Sql sql, String deviceId, Map<String, String> raw, DeviceAttributes attributes)
        throws SQLException;
  }

  /**
   * What came of a report.
   *
   * @param isTaken false if there would be too many attributes; then nothing has changed
   * @param failed number of the update that has failed after all, by what was reported
   */
  public record Outcome(boolean isTaken, OptionalLong failed) {}

  private final Database database;
  private final InstantSource clock;
  private final Listener listener;

  /** Keeps them in a database. */
  public DeviceReports(Database database, InstantSource clock, Listener listener) {
    this.database = database;
    this.clock = clock;
    this.listener = listener;
  }

  /** Returns what a device reported about itself, by name. */
  public Map<String, String> attributes(String id) throws IOException {
    return database.read(sql -> attributes(sql, id));
  }

  private static Map<String, String> attributes(Sql sql, String id) throws SQLException {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (List<String> row :
        sql.list(
            "SELECT name, content FROM device_attribute WHERE device_id = ? ORDER BY name",
            row -> List.of(row.getString(1), row.getString(2)),
            id)) {
      attributes.put(row.get(0), row.get(1));
    }
    return attributes;
  }

  /**
   * Takes what a device reports about itself. The caller has checked the lengths of names and
   * values.
   */
  public Outcome report(String id, AttributeMode mode, Map<String, String> sent)
      throws IOException {
    return database.compute(
        sql -> {
          Map<String, String> attributes = attributes(sql, id);
          switch (mode) {
            case MERGE -> attributes.putAll(sent);
            case REMOVE -> attributes.keySet().removeAll(sent.keySet());
            case REPLACE -> {
              attributes.clear();
              attributes.putAll(sent);
            }
          }
          if (attributes.size() > DeviceAttributes.MAX_ATTRIBUTES) {
            return new Outcome(false, OptionalLong.empty());
          }
          return new Outcome(true, write(sql, id, attributes));
        });
  }

  private OptionalLong write(Sql sql, String id, Map<String, String> attributes)
      throws SQLException {
    sql.update("DELETE FROM device_attribute WHERE device_id = ?", id);
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      sql.update(
          // Names that differ only in invalid characters are the same name in the database.
          "INSERT OR REPLACE INTO device_attribute (device_id, name, content) VALUES (?, ?, ?)",
          id,
          attribute.getKey(),
          attribute.getValue());
    }
    DeviceAttributes parsed = DeviceAttributes.parse(attributes);
    sql.update(
        "UPDATE device SET asked = FALSE, attributes_at = ?, platform = ? WHERE id = ?",
        clock.instant(),
        parsed.platform().filter(p -> p.length() <= MAX_PLATFORM).orElse(null),
        id);
    return listener.reported(sql, id, attributes, parsed);
  }

  /** Notes a release that a device says was installed by other means: then it has lost nothing. */
  public void installed(String id, String name, String version) throws IOException {
    database.write(
        sql ->
            sql.update(
                "UPDATE device SET installed_name = ?, installed_version = ?, asked = TRUE,"
                    + " lost = FALSE WHERE id = ?",
                name,
                version,
                id));
  }

  /** Asks a device for its attributes at its next poll. */
  public void ask(String id) throws IOException {
    database.write(sql -> DeviceRows.ask(sql, id));
  }
}
