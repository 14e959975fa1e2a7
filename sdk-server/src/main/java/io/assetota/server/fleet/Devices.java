package io.assetota.server.fleet;

import io.assetota.ota.report.DeviceAttributes;
import io.assetota.server.store.Database;
import io.assetota.server.store.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The devices, and what they told about themselves. */
public final class Devices {
  /** So an id needs no escaping in links, pages and logs. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@-]{0,127}");

  private static final int MAX_DEVICES = 100_000;

  /**
   * How many devices there are.
   *
   * @param all known ones
   * @param online seen lately
   * @param updating at it right now
   * @param failed whose last update failed
   */
  public record Totals(long all, long online, long updating, long failed) {}

  private final Database database;
  private final Rollouts rollouts;
  private final Presence presence;
  private final InstantSource clock;

  Devices(Database database, Rollouts rollouts, Presence presence, InstantSource clock) {
    this.database = database;
    this.rollouts = rollouts;
    this.presence = presence;
    this.clock = clock;
  }

  /** Tells whether a text may be the id of a device. */
  public static boolean isValidId(String id) {
    return ID.matcher(id).matches();
  }

  /** Finds a device. */
  public Optional<Device> find(String id) throws IOException {
    return database
        .read(sql -> find(sql, id))
        .map(d -> presence.lastSeen(id).map(d::seen).orElse(d));
  }

  static Optional<Device> find(Sql sql, String id) throws SQLException {
    return sql.first("SELECT " + Device.COLUMNS + " FROM device WHERE id = ?", Device::read, id);
  }

  /** Lists the devices whose ids begin with a text, those after one. */
  public List<Device> search(String begin, String after, int limit) throws IOException {
    // All of the range: "~" comes after every character of an id.
    return database
        .read(
            sql ->
                sql.list(
                    "SELECT "
                        + Device.COLUMNS
                        + " FROM device WHERE id > ? AND id >= ? AND id <= ? ORDER BY id LIMIT ?",
                    Device::read,
                    after,
                    begin,
                    begin + "~",
                    limit))
        .stream()
        .map(d -> presence.lastSeen(d.id()).map(d::seen).orElse(d))
        .toList();
  }

  /**
   * Counts them: all, those seen since a time, those with something to do, and the last to fail.
   */
  public Totals totals(Instant since) throws IOException {
    return database.read(
        sql ->
            new Totals(
                sql.number("SELECT COUNT(*) FROM device"),
                sql.number("SELECT COUNT(*) FROM device WHERE last_seen >= ?", since),
                sql.number(
                    "SELECT COUNT(DISTINCT device_id) FROM action"
                        + " WHERE active AND state IN ('RUNNING', 'DOWNLOADED', 'CANCELING')"),
                sql.number(
                    "SELECT COUNT(*) FROM action a WHERE a.state = 'ERROR' AND NOT EXISTS (SELECT 1"
                        + " FROM action b WHERE b.device_id = a.device_id AND b.id > a.id)")));
  }

  /** Registers a device, if it is not known yet. */
  public Device register(String id) throws IOException {
    if (!isValidId(id)) {
      throw new RefusedException(
          "A device's name starts with a letter or digit, and has up to 128 letters, digits,"
              + " dots, colons, @, dashes and underscores");
    }
    return database.compute(
        sql -> {
          Optional<Device> known = find(sql, id);
          if (known.isPresent()) {
            return known.get();
          }
          if (sql.number("SELECT COUNT(*) FROM device") >= MAX_DEVICES) {
            throw new RefusedException(
                "This server has its " + MAX_DEVICES + " devices; delete those that are gone");
          }
          sql.update("INSERT INTO device (id, created) VALUES (?, ?)", id, clock.instant());
          return find(sql, id).orElseThrow();
        });
  }

  /** Forgets a device, with its history. It may come back with a gateway token. */
  public void delete(String id) throws IOException {
    presence.forget(id);
    database.write(sql -> sql.update("DELETE FROM device WHERE id = ?", id));
  }

  /** Returns the hash of a device's own token. */
  public Optional<String> tokenHash(String id) throws IOException {
    return database
        .read(
            sql ->
                sql.first(
                    "SELECT token_hash FROM device WHERE id = ?",
                    row -> Optional.ofNullable(row.getString(1)),
                    id))
        .flatMap(hash -> hash);
  }

  /** Gives a device a token of its own, in place of any earlier one. */
  public void setTokenHash(String id, String hash) throws IOException {
    database.write(sql -> sql.update("UPDATE device SET token_hash = ? WHERE id = ?", hash, id));
  }

  /** Takes a device's own token away. */
  public void revokeToken(String id) throws IOException {
    database.write(sql -> sql.update("UPDATE device SET token_hash = NULL WHERE id = ?", id));
  }

  /** Returns what a device told about itself, by name. */
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
   * Takes what a device tells about itself. Names and values are within their limits.
   *
   * @return false if there would be too many; then nothing changes
   */
  public boolean report(String id, AttributeMode mode, Map<String, String> sent)
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
            return false;
          }
          sql.update("DELETE FROM device_attribute WHERE device_id = ?", id);
          for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            sql.update(
                // Names that differ in what is no character at all are one name in the database.
                "INSERT OR REPLACE INTO device_attribute (device_id, name, content)"
                    + " VALUES (?, ?, ?)",
                id,
                attribute.getKey(),
                attribute.getValue());
          }
          sql.update(
              "UPDATE device SET asked = FALSE, attributes_at = ?, platform = ? WHERE id = ?",
              clock.instant(),
              DeviceAttributes.parse(attributes)
                  .platform()
                  .filter(p -> p.length() <= 64)
                  .orElse(null),
              id);
          // Now its platform is known, if it is one of ours.
          rollouts.offer(sql, id);
          return true;
        });
  }

  /** Notes what a device says it got by other means. */
  public void installed(String id, String name, String version) throws IOException {
    database.write(
        sql ->
            sql.update(
                "UPDATE device SET installed_name = ?, installed_version = ?, asked = TRUE"
                    + " WHERE id = ?",
                name,
                version,
                id));
  }

  /** Asks a device for its attributes at its next poll. */
  public void ask(String id) throws IOException {
    database.write(sql -> sql.update("UPDATE device SET asked = TRUE WHERE id = ?", id));
  }
}
