package io.assetota.server.fleet.rollouts;

import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.releases.Releases;
import io.assetota.server.fleet.rules.ActionState;
import io.assetota.server.fleet.rules.Consent;
import io.assetota.server.fleet.rules.Ended;
import io.assetota.server.fleet.rules.FailureLimit;
import io.assetota.server.fleet.rules.Hold;
import io.assetota.server.fleet.rules.LostRelease.Origin;
import io.assetota.server.fleet.rules.MaintenanceWindow;
import io.assetota.server.fleet.rules.RefusedException;
import io.assetota.server.fleet.rules.RolloutFacts.Counts;
import io.assetota.server.fleet.rules.RolloutStage;
import io.assetota.server.fleet.rules.RolloutState;
import io.assetota.server.fleet.rules.UpdateMode;
import io.assetota.server.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Reads and writes rollouts. */
final class RolloutRows {
  private static final String SELECT =
      "SELECT id, release_id, device_id, mode, consent, window_start, window_minutes, window_zone,"
          + " canaries, hold, max_failures, origin, failed_before, finished_before, stage, state,"
          + " reason, created FROM rollout ";

  private RolloutRows() {}

  static Optional<Rollout> find(Sql sql, long id) throws SQLException {
    return sql.first(SELECT + "WHERE id = ?", RolloutRows::read, id);
  }

  /** Lists the newest that somebody started. */
  static List<Rollout> newest(Sql sql, int limit) throws SQLException {
    return sql.list(
        SELECT + "WHERE origin " + Sql.is(Origin.ROLLOUT) + " ORDER BY id DESC LIMIT ?",
        RolloutRows::read,
        limit);
  }

  /** Lists those for all devices in some states. */
  static List<Rollout> forAll(Sql sql, RolloutState... states) throws SQLException {
    return sql.list(
        SELECT + "WHERE device_id IS NULL AND state " + Sql.is(states), RolloutRows::read);
  }

  static Rollout insert(Sql sql, RolloutPlan plan, RolloutStage stage, int canaries, Instant now)
      throws SQLException {
    long id =
        sql.insert(
            "INSERT INTO rollout (release_id, device_id, mode, consent, window_start,"
                + " window_minutes, window_zone, canaries, hold, max_failures, origin, stage,"
                + " state, reason, settled, created)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?)",
            plan.releaseId(),
            plan.deviceId().orElse(null),
            plan.mode(),
            plan.consent(),
            plan.window().map(w -> w.start().toSecondOfDay()).orElse(null),
            plan.window().map(MaintenanceWindow::minutes).orElse(null),
            plan.window().map(w -> w.zone().getId()).orElse(null),
            canaries,
            plan.hold(),
            plan.maxFailures().toString(),
            plan.origin(),
            stage,
            RolloutState.RUNNING,
            plan.deviceId().isPresent(),
            now);
    return find(sql, id).orElseThrow();
  }

  static void move(Sql sql, long id, RolloutState state, String reason) throws SQLException {
    sql.update("UPDATE rollout SET state = ?, reason = ? WHERE id = ?", state, reason, id);
  }

  static void move(Sql sql, long id, RolloutStage stage) throws SQLException {
    sql.update("UPDATE rollout SET stage = ? WHERE id = ?", stage, id);
  }

  /** Notes which updates don't count any more. */
  static void forgive(Sql sql, long id, Ended ended) throws SQLException {
    sql.update(
        "UPDATE rollout SET failed_before = ?, finished_before = ? WHERE id = ?",
        ended.failed(),
        ended.finished(),
        id);
  }

  static List<Long> unsettled(Sql sql) throws SQLException {
    return sql.list("SELECT id FROM rollout WHERE NOT settled", row -> row.getLong(1));
  }

  static void settled(Sql sql, long id, boolean settled) throws SQLException {
    sql.update("UPDATE rollout SET settled = ? WHERE id = ?", settled, id);
  }

  /** Returns what counts the actions of a rollout. */
  static Counts<SQLException> counts(Sql sql, long id) {
    return new Counts<>() {
      @Override
      public long all() throws SQLException {
        return sql.number("SELECT COUNT(*) FROM action WHERE rollout_id = ?", id);
      }

      @Override
      public long active() throws SQLException {
        return sql.number("SELECT COUNT(*) FROM action WHERE rollout_id = ? AND active", id);
      }

      @Override
      public Ended ended() throws SQLException {
        return new Ended(in(ActionState.ERROR), in(ActionState.FINISHED));
      }

      private long in(ActionState state) throws SQLException {
        return sql.number(
            "SELECT COUNT(*) FROM action WHERE rollout_id = ? AND state = ?", id, state);
      }
    };
  }

  static boolean has(Sql sql, long id, String deviceId) throws SQLException {
    return sql.number(
            "SELECT COUNT(*) FROM action WHERE rollout_id = ? AND device_id = ?", id, deviceId)
        > 0;
  }

  /** Counts how often a device got a release again since a time. */
  static long givenAgain(Sql sql, String deviceId, Instant since) throws SQLException {
    return sql.number(
        "SELECT COUNT(*) FROM rollout WHERE device_id = ? AND created > ? AND origin "
            + Sql.is(Origin.LOST),
        deviceId,
        since);
  }

  /** Returns the devices that an open rollout suits, and that have no action of it. */
  static List<String> without(Sql sql, long id) throws SQLException {
    Rollout rollout = find(sql, id).orElseThrow();
    return rollout.isOpen()
        ? without(sql, Releases.find(sql, rollout.releaseId()).orElseThrow(), id)
        : List.of();
  }

  /** Returns the devices that a release suits, and that have no action of a rollout. */
  static List<String> without(Sql sql, Release release, long rolloutId) throws SQLException {
    return sql.list(
        "SELECT id FROM device WHERE (platform IS NULL OR platform = ?) AND NOT EXISTS (SELECT 1"
            + " FROM action WHERE rollout_id = ? AND device_id = device.id) ORDER BY id",
        row -> row.getString(1),
        release.platformName(),
        rolloutId);
  }

  private static Rollout read(ResultSet row) throws SQLException {
    return new Rollout(
        row.getLong("id"),
        row.getLong("release_id"),
        Optional.ofNullable(row.getString("device_id")),
        UpdateMode.valueOf(row.getString("mode")),
        Consent.valueOf(row.getString("consent")),
        window(row),
        row.getInt("canaries"),
        Hold.valueOf(row.getString("hold")),
        limit(row.getString("max_failures")),
        Origin.valueOf(row.getString("origin")),
        new Ended(row.getLong("failed_before"), row.getLong("finished_before")),
        RolloutStage.valueOf(row.getString("stage")),
        RolloutState.valueOf(row.getString("state")),
        row.getString("reason"),
        Sql.instant(row, "created").orElseThrow());
  }

  private static Optional<MaintenanceWindow> window(ResultSet row) throws SQLException {
    String zone = row.getString("window_zone");
    return zone == null
        ? Optional.empty()
        : Optional.of(
            new MaintenanceWindow(
                LocalTime.ofSecondOfDay(row.getInt("window_start")),
                row.getInt("window_minutes"),
                ZoneId.of(zone)));
  }

  private static FailureLimit limit(String text) throws SQLException {
    try {
      return FailureLimit.parse(text);
    } catch (RefusedException e) {
      throw new SQLException("the database has a limit that makes no sense", e);
    }
  }
}
