package io.assetota.server.fleet.groups;

import io.assetota.core.model.Printable;
import io.assetota.ota.report.DeviceTags;
import io.assetota.server.fleet.rules.RefusedException;
import io.assetota.server.store.Database;
import io.assetota.server.store.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Questions about devices that have a name. */
public final class Selections {
  private static final int MOST = 200;

  private final Database database;
  private final InstantSource clock;

  private record Saved(String name, String query, Instant created) {}

  /** Keeps them in a database. */
  public Selections(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Lists them by name, and counts what they find. */
  public List<Selection> list() throws IOException {
    return database.read(
        sql -> {
          List<Selection> selections = new ArrayList<>();
          for (Saved saved :
              sql.list(
                  "SELECT name, query, created FROM selection ORDER BY name",
                  row ->
                      new Saved(
                          row.getString(1),
                          row.getString(2),
                          Sql.instant(row, "created").orElseThrow()))) {
            selections.add(
                new Selection(
                    saved.name,
                    saved.query,
                    count(sql, DeviceQuery.parse(saved.query)),
                    saved.created));
          }
          return selections;
        });
  }

  /** Counts the devices that a question finds. */
  public static long count(Sql sql, DeviceQuery query) throws SQLException {
    return sql.number(
        "SELECT COUNT(*) FROM device WHERE " + query.condition().sql(),
        query.condition().values().toArray());
  }

  /** Finds the question of a name. */
  public static Optional<DeviceQuery> find(Sql sql, String name) throws IOException, SQLException {
    Optional<String> query =
        sql.first("SELECT query FROM selection WHERE name = ?", row -> row.getString(1), name);
    return query.isEmpty() ? Optional.empty() : Optional.of(DeviceQuery.parse(query.get()));
  }

  /** Saves a question under a name, in place of an earlier one. Rollouts go on with that. */
  public void save(String name, String query) throws IOException {
    if (!DeviceTags.isValid(name)) {
      throw new RefusedException(
          "A selection's name has 1 to 64 letters, digits, dots, underscores and hyphens, not: "
              + Printable.text(name));
    }
    DeviceQuery parsed = DeviceQuery.parse(query);
    database.write(
        sql -> {
          boolean known = find(sql, name).isPresent();
          if (!known && sql.number("SELECT COUNT(*) FROM selection") >= MOST) {
            throw new RefusedException("There are " + MOST + " selections: delete one first");
          }
          sql.update(
              "INSERT OR REPLACE INTO selection (name, query, created) VALUES (?, ?, ?)",
              name,
              parsed.toString(),
              clock.instant());
        });
  }

  /** Deletes one. Rollouts to it go on. */
  public void delete(String name) throws IOException {
    database.write(
        sql -> {
          if (sql.update("DELETE FROM selection WHERE name = ?", name) == 0) {
            throw new RefusedException("There is no selection " + Printable.text(name));
          }
        });
  }
}
