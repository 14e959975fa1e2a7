package io.assetota.server.fleet;

import io.assetota.server.fleet.Rollout.Ended;
import io.assetota.server.fleet.Rollout.Stage;
import io.assetota.server.fleet.Rollout.State;
import io.assetota.server.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Writes rollouts, and finds the devices that are still without. */
final class RolloutRows {
  private RolloutRows() {}

  static Rollout insert(Sql sql, RolloutPlan plan, Stage stage, int canaries, Instant now)
      throws SQLException {
    long id =
        sql.insert(
            "INSERT INTO rollout (release_id, device_id, mode, confirm, window_start,"
                + " window_minutes, window_zone, canaries, hold, max_failures, stage, state,"
                + " reason, settled, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'RUNNING',"
                + " '', ?, ?)",
            plan.releaseId(),
            plan.deviceId().orElse(null),
            plan.mode(),
            plan.confirm(),
            plan.window().map(w -> w.start().toSecondOfDay()).orElse(null),
            plan.window().map(MaintenanceWindow::minutes).orElse(null),
            plan.window().map(w -> w.zone().getId()).orElse(null),
            canaries,
            plan.hold(),
            plan.maxFailures().toString(),
            stage,
            plan.deviceId().isPresent(),
            now);
    return Rollouts.find(sql, id).orElseThrow();
  }

  static void move(Sql sql, long id, State state, String reason) throws SQLException {
    sql.update("UPDATE rollout SET state = ?, reason = ? WHERE id = ?", state, reason, id);
  }

  /** Counts the actions of a rollout that have ended. */
  static Ended ended(Sql sql, long id) throws SQLException {
    return new Ended(count(sql, id, ActionState.ERROR), count(sql, id, ActionState.FINISHED));
  }

  private static long count(Sql sql, long id, ActionState state) throws SQLException {
    return sql.number("SELECT COUNT(*) FROM action WHERE rollout_id = ? AND state = ?", id, state);
  }

  static long actions(Sql sql, long id) throws SQLException {
    return sql.number("SELECT COUNT(*) FROM action WHERE rollout_id = ?", id);
  }

  static boolean has(Sql sql, long id, String deviceId) throws SQLException {
    return sql.number(
            "SELECT COUNT(*) FROM action WHERE rollout_id = ? AND device_id = ?", id, deviceId)
        > 0;
  }

  /** Returns the devices that an open rollout suits, and that have no action of it. */
  static List<String> without(Sql sql, long id) throws SQLException {
    Rollout rollout = Rollouts.find(sql, id).orElseThrow();
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
}
