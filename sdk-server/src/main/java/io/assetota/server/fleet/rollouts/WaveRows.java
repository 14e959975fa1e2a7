package io.assetota.server.fleet.rollouts;

import io.assetota.ota.rollout.FailureLimit;
import io.assetota.ota.rollout.RolloutTextException;
import io.assetota.ota.rollout.SoakTime;
import io.assetota.ota.rollout.WaveSize;
import io.assetota.server.fleet.rules.Ended;
import io.assetota.server.fleet.waves.PlannedWave;
import io.assetota.server.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Reads and writes waves. */
final class WaveRows {
  private static final String SELECT =
      "SELECT position, size, devices, max_failures, success, soak_seconds, failed_before,"
          + " finished_before, begun, completed, (SELECT COUNT(*) FROM rollout_wave a WHERE"
          + " a.rollout_id = w.rollout_id) AS waves FROM rollout_wave w WHERE rollout_id = ? ";

  private WaveRows() {}

  static void insert(Sql sql, long rolloutId, List<PlannedWave> waves) throws SQLException {
    int position = 0;
    for (PlannedWave wave : waves) {
      sql.update(
          "INSERT INTO rollout_wave (rollout_id, position, size, devices, max_failures, success,"
              + " soak_seconds) VALUES (?, ?, ?, ?, ?, ?, ?)",
          rolloutId,
          position++,
          wave.size().toString(),
          wave.devices().isPresent() ? wave.devices().getAsLong() : null,
          wave.maxFailures().toString(),
          wave.success(),
          wave.soak().time().toSeconds());
    }
  }

  static List<WaveStatus> of(Sql sql, long rolloutId) throws SQLException {
    return sql.list(SELECT + "ORDER BY position", WaveRows::read, rolloutId);
  }

  static WaveStatus find(Sql sql, Rollout rollout) throws SQLException {
    return sql.first(SELECT + "AND position = ?", WaveRows::read, rollout.id(), rollout.wave())
        .orElseThrow();
  }

  static void begin(Sql sql, long rolloutId, int position, Instant now) throws SQLException {
    sql.update(
        "UPDATE rollout_wave SET begun = ? WHERE rollout_id = ? AND position = ?",
        now,
        rolloutId,
        position);
  }

  /** Notes that a wave is done, unless that is known. */
  static void complete(Sql sql, Rollout rollout, Instant now) throws SQLException {
    sql.update(
        "UPDATE rollout_wave SET completed = COALESCE(completed, ?) WHERE rollout_id = ? AND"
            + " position = ?",
        now,
        rollout.id(),
        rollout.wave());
  }

  /** Notes how many devices a wave has, as there are no more. */
  static void resize(Sql sql, Rollout rollout, long devices) throws SQLException {
    sql.update(
        "UPDATE rollout_wave SET devices = ? WHERE rollout_id = ? AND position = ?",
        devices,
        rollout.id(),
        rollout.wave());
  }

  /** Notes which updates don't count any more. */
  static void forgive(Sql sql, Rollout rollout, Ended ended) throws SQLException {
    sql.update(
        "UPDATE rollout_wave SET failed_before = ?, finished_before = ? WHERE rollout_id = ? AND"
            + " position = ?",
        ended.failed(),
        ended.finished(),
        rollout.id(),
        rollout.wave());
  }

  private static WaveStatus read(ResultSet row) throws SQLException {
    long devices = row.getLong("devices");
    OptionalLong size = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(devices);
    return new WaveStatus(
        row.getInt("position"),
        row.getInt("waves"),
        plan(row, size),
        new Ended(row.getLong("failed_before"), row.getLong("finished_before")),
        Sql.instant(row, "begun"),
        Sql.instant(row, "completed"),
        Map.of());
  }

  private static PlannedWave plan(ResultSet row, OptionalLong devices) throws SQLException {
    try {
      return new PlannedWave(
          WaveSize.parse(row.getString("size")),
          devices,
          FailureLimit.parse(row.getString("max_failures")),
          row.getInt("success"),
          new SoakTime(Duration.ofSeconds(row.getLong("soak_seconds"))));
    } catch (RolloutTextException e) {
      throw new SQLException("the database has a wave that makes no sense", e);
    }
  }
}
