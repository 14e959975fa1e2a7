package io.assetota.server.fleet.devices;

import io.assetota.server.fleet.rules.ActionState;
import io.assetota.server.fleet.rules.RefusedException;
import io.assetota.server.store.Database;
import io.assetota.server.store.Sql;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The devices. */
public final class Devices {
  /** So an id needs no escaping in links, pages and logs. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@-]{0,127}");

  private static final int MAX_DEVICES = 100_000;

  /**
   * How many devices there are.
   *
   * @param all all
   * @param online those that were seen lately
   * @param updating those that work on an update
   * @param failed those whose last update failed
   */
  public record Totals(long all, long online, long updating, long failed) {}

  /**
   * How many devices were seen when. Each counts once.
   *
   * @param since those since each time, but not since the one before
   * @param older those that were seen earlier
   * @param never those that were never seen
   */
  public record Seen(List<Long> since, long older, long never) {
    /** Copies the list. */
    public Seen {
      since = List.copyOf(since);
    }
  }

  private final Database database;
  private final Presence presence;
  private final InstantSource clock;

  public Devices(Database database, Presence presence, InstantSource clock) {
    this.database = database;
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
        .read(sql -> DeviceRows.find(sql, id))
        .map(d -> presence.lastSeen(id).map(d::seen).orElse(d));
  }

  /** Lists the devices whose ids begin with a text, those after one. */
  public List<Device> search(String begin, String after, int limit) throws IOException {
    // All of the range: "~" comes after every character of an id.
    return database
        .read(
            sql ->
                sql.list(
                    DeviceRows.SELECT + "WHERE id > ? AND id >= ? AND id <= ? ORDER BY id LIMIT ?",
                    DeviceRows::read,
                    after,
                    begin,
                    begin + "~",
                    limit))
        .stream()
        .map(d -> presence.lastSeen(d.id()).map(d::seen).orElse(d))
        .toList();
  }

  /**
   * Counts all devices, those seen since a time, those that work on an update, and those whose last
   * update failed.
   */
  public Totals totals(Instant since) throws IOException {
    return database.read(
        sql ->
            new Totals(
                sql.number("SELECT COUNT(*) FROM device"),
                sql.number("SELECT COUNT(*) FROM device WHERE last_seen >= ?", since),
                sql.number(
                    "SELECT COUNT(DISTINCT device_id) FROM action WHERE active AND state "
                        + Sql.is(ActionState.STARTED)),
                sql.number(
                    "SELECT COUNT(*) FROM action a WHERE a.state "
                        + Sql.is(ActionState.ERROR)
                        + " AND NOT EXISTS (SELECT 1 FROM action b"
                        + " WHERE b.device_id = a.device_id AND b.id > a.id)")));
  }

  /** Counts the devices. */
  public long count() throws IOException {
    return database.read(sql -> sql.number("SELECT COUNT(*) FROM device"));
  }

  /** Counts the devices by the state of their newest action; those without one are left out. */
  public Map<ActionState, Long> byState() throws IOException {
    Map<ActionState, Long> counts = new EnumMap<>(ActionState.class);
    database
        .read(
            sql ->
                sql.list(
                    // Both from an index, without a look at all actions.
                    "SELECT state, COUNT(*) FROM action WHERE id IN"
                        + " (SELECT MAX(id) FROM action GROUP BY device_id) GROUP BY state",
                    row -> Map.entry(ActionState.valueOf(row.getString(1)), row.getLong(2))))
        .forEach(count -> counts.put(count.getKey(), count.getValue()));
    return counts;
  }

  /**
   * Counts the devices by when they were last seen.
   *
   * @param times the newest first
   */
  public Seen seen(List<Instant> times) throws IOException {
    return database.read(
        sql ->
            sql.first(
                    "SELECT COUNT(*), COUNT(last_seen)"
                        + ", SUM(last_seen >= ?)".repeat(times.size())
                        + " FROM device",
                    row -> {
                      List<Long> since = new ArrayList<>();
                      long counted = 0;
                      for (int i = 0; i < times.size(); i++) {
                        long upTo = row.getLong(3 + i);
                        since.add(upTo - counted);
                        counted = upTo;
                      }
                      long ever = row.getLong(2);
                      return new Seen(since, ever - counted, row.getLong(1) - ever);
                    },
                    times.toArray())
                .orElseThrow());
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
          Optional<Device> known = DeviceRows.find(sql, id);
          if (known.isPresent()) {
            return known.get();
          }
          if (sql.number("SELECT COUNT(*) FROM device") >= MAX_DEVICES) {
            throw new RefusedException(
                "This server has its " + MAX_DEVICES + " devices; delete those that are gone");
          }
          sql.update("INSERT INTO device (id, created) VALUES (?, ?)", id, clock.instant());
          return DeviceRows.find(sql, id).orElseThrow();
        });
  }

  /** Forgets a device, with its history. It may come back with a gateway token. */
  public void delete(String id) throws IOException {
    presence.forget(id);
    database.write(
        sql -> {
          // Or a wave would wait for it for ever.
          sql.update(
              "UPDATE rollout_wave SET devices = devices - 1 WHERE devices > 0 AND (rollout_id,"
                  + " position) IN (SELECT rollout_id, wave FROM action WHERE device_id = ?)",
              id);
          sql.update("DELETE FROM device WHERE id = ?", id);
        });
  }
}
