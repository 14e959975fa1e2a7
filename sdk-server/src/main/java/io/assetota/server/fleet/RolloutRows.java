package io.assetota.server.fleet;

import io.assetota.server.fleet.Rollout.Stage;
import io.assetota.server.fleet.Rollout.State;
import io.assetota.server.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes rollouts, and finds the devices that are still without. */
final class RolloutRows {
  private RolloutRows() {}

  static Rollout insert(Sql sql, RolloutPlan plan, Stage stage, int canaries, Instant now)
      throws SQLException {
    long id =
        sql.insert(
            "INSERT INTO rollout (release_id, device_id, mode, confirm, window_start,"
                + " window_minutes, window_zone, canaries, hold, stage, state, reason, created)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'RUNNING', '', ?)",
            plan.releaseId(),
            plan.deviceId().orElse(null),
            plan.mode(),
            plan.confirm(),
            plan.window().map(w -> w.start().toSecondOfDay()).orElse(null),
            plan.window().map(MaintenanceWindow::minutes).orElse(null),
            plan.window().map(w -> w.zone().getId()).orElse(null),
            canaries,
            plan.hold(),
            stage,
            now);
    return Rollouts.find(sql, id).orElseThrow();
  }

  static void move(Sql sql, long id, State state, String reason) throws SQLException {
    sql.update("UPDATE rollout SET state = ?, reason = ? WHERE id = ?", state, reason, id);
  }

  /** Returns the devices that a release suits, and that have no action of a rollout. */
  static List<String> without(Sql sql, Release release, long rolloutId) throws SQLException {
    return new ArrayList<>(
        sql.list(
            "SELECT id FROM device WHERE (platform IS NULL OR platform = ?)"
                + " AND NOT EXISTS (SELECT 1 FROM action WHERE rollout_id = ? AND device_id = device.id)"
                + " ORDER BY id",
            row -> row.getString(1),
            release.platformName(),
            rolloutId));
  }
}
