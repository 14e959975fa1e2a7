package io.assetota.server.fleet.groups;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import io.assetota.core.model.Printable;
import io.assetota.ota.report.DeviceTags;
import io.assetota.server.fleet.devices.DeviceRows;
import io.assetota.server.fleet.rules.RefusedException;
import io.assetota.server.store.Database;
import io.assetota.server.store.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tags of devices. What an operator says of a device and a tag counts; where no operator has
 * said anything, what the device tells of itself.
 */
public final class Tags {
  private static final int MAX_OF_DEVICE = 32;
  private static final int LISTED = 1000;

  /** Who gave a device a tag. */
  public enum Source {
    /** An operator. */
    OPERATOR,
    /** The device itself. */
    DEVICE
  }

  /**
   * Called when the tags of a device have changed, in the transaction that changes them.
   *
   * @see #set
   */
  @FunctionalInterface
  public interface Listener {
    /** The tags of a device have changed. */
    void changed(Sql sql, String deviceId) throws SQLException;
  }

  private final Database database;
  private final Listener listener;

  /** Keeps them in a database. */
  public Tags(Database database, Listener listener) {
    this.database = database;
    this.listener = listener;
  }

  /** Returns the tags of a device, and who gave them. */
  public Map<String, Source> of(String deviceId) throws IOException {
    Map<String, Source> tags = new LinkedHashMap<>();
    database.read(
        sql ->
            sql.list(
                "SELECT t.tag, MAX(d.source) FROM tagged_device t JOIN device_tag d ON d.device_id"
                    + " = t.device_id AND d.tag = t.tag WHERE t.device_id = ? GROUP BY t.tag ORDER"
                    + " BY t.tag",
                row -> tags.put(row.getString(1), Source.valueOf(row.getString(2))),
                deviceId));
    return tags;
  }

  /** Returns all tags, and how many devices have each. */
  public Map<String, Integer> all() throws IOException {
    Map<String, Integer> tags = new LinkedHashMap<>();
    database.read(
        sql ->
            sql.list(
                "SELECT tag, COUNT(*) FROM tagged_device GROUP BY tag ORDER BY tag LIMIT " + LISTED,
                row -> tags.put(row.getString(1), row.getInt(2))));
    return tags;
  }

  /**
   * Gives devices tags, and takes others away; also those that a device tells of itself, for as
   * long as no operator gives them again.
   *
   * @throws RefusedException if a device is not known or would have too many, or a tag is not valid
   */
  public void set(Set<String> deviceIds, Set<String> add, Set<String> remove) throws IOException {
    for (String tag : Sets.union(add, remove)) {
      if (!DeviceTags.isValid(tag)) {
        throw new RefusedException(
            "A tag has 1 to 64 letters, digits, dots, underscores and hyphens, not: "
                + Printable.text(tag));
      }
    }
    if (!Sets.intersection(add, remove).isEmpty()) {
      throw new RefusedException(
          "To give a tag and to take it away at once makes no sense: "
              + Sets.intersection(add, remove).iterator().next());
    }
    database.write(
        sql -> {
          for (String id : new TreeSet<>(deviceIds)) {
            set(sql, id, add, remove);
          }
        });
  }

  private void set(Sql sql, String id, Set<String> add, Set<String> remove)
      throws IOException, SQLException {
    if (DeviceRows.find(sql, id).isEmpty()) {
      throw new RefusedException("There is no device " + Printable.text(id));
    }
    for (String tag : add) {
      put(sql, id, tag, Source.OPERATOR, true);
    }
    for (String tag : remove) {
      if (isTold(sql, id, tag)) {
        put(sql, id, tag, Source.OPERATOR, false);
      } else {
        sql.update(
            "DELETE FROM device_tag WHERE device_id = ? AND tag = ? AND source "
                + Sql.is(Source.OPERATOR),
            id,
            tag);
      }
    }
    long count =
        sql.number(
            "SELECT COUNT(*) FROM device_tag WHERE device_id = ? AND source "
                + Sql.is(Source.OPERATOR),
            id);
    if (count > MAX_OF_DEVICE) {
      throw new RefusedException("A device has up to " + MAX_OF_DEVICE + " tags");
    }
    listener.changed(sql, id);
  }

  private static boolean isTold(Sql sql, String id, String tag) throws SQLException {
    return sql.number(
            "SELECT COUNT(*) FROM device_tag WHERE device_id = ? AND tag = ? AND source "
                + Sql.is(Source.DEVICE),
            id,
            tag)
        > 0;
  }

  private static void put(Sql sql, String id, String tag, Source source, boolean given)
      throws SQLException {
    sql.update(
        "INSERT OR REPLACE INTO device_tag (device_id, tag, source, given) VALUES (?, ?, ?, ?)",
        id,
        tag,
        source,
        given);
  }

  /** Notes what a device tells of itself, in the transaction that takes its report. */
  public static void told(Sql sql, String deviceId, Map<String, String> attributes)
      throws SQLException {
    Set<String> now = DeviceTags.parse(attributes);
    Set<String> before =
        ImmutableSet.copyOf(
            sql.list(
                "SELECT tag FROM device_tag WHERE device_id = ? AND source "
                    + Sql.is(Source.DEVICE),
                row -> row.getString(1),
                deviceId));
    for (String tag : Sets.difference(before, now)) {
      sql.update(
          "DELETE FROM device_tag WHERE device_id = ? AND tag = ? AND source "
              + Sql.is(Source.DEVICE),
          deviceId,
          tag);
    }
    for (String tag : Sets.difference(now, before)) {
      put(sql, deviceId, tag, Source.DEVICE, true);
    }
  }

  /** Requires that devices have a tag, as one that nobody has is most likely misspelled. */
  public static void requireKnown(Sql sql, List<String> tags) throws IOException, SQLException {
    for (String tag : tags) {
      if (sql.number("SELECT COUNT(*) FROM tagged_device WHERE tag = ?", tag) == 0) {
        throw new RefusedException("No device has the tag " + Printable.text(tag));
      }
    }
  }
}
