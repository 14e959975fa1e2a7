package io.assetota.server.fleet.rollouts;

import io.assetota.ota.rollout.FailureLimit;
import io.assetota.ota.rollout.RolloutTextException;
import io.assetota.server.fleet.rules.AfterFailedTrial;
import io.assetota.server.fleet.rules.Consent;
import io.assetota.server.fleet.rules.Ended;
import io.assetota.server.fleet.rules.Hold;
import io.assetota.server.fleet.rules.LostRelease.Origin;
import io.assetota.server.fleet.rules.MaintenanceWindow;
import io.assetota.server.fleet.rules.RolloutFacts.Target;
import io.assetota.server.fleet.rules.RolloutState;
import io.assetota.server.fleet.rules.UpdateMode;
import io.assetota.server.fleet.rules.WaveFacts.Settlement;
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
      "SELECT id, release_id, target, target_name, query, mode, consent, window_start,"
          + " window_minutes, window_zone, hold, max_failures, forced, origin, failed_before,"
          + " finished_before, seed, wave, settled, state, reason, created FROM rollout ";

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

  /** Lists those for several devices in some states, the newest first. */
  static List<Rollout> forSeveral(Sql sql, RolloutState... states) throws SQLException {
    return sql.list(
        SELECT
            + "WHERE device_id IS NULL AND NOT target "
            + Sql.is(Target.ONE)
            + " AND state "
            + Sql.is(states)
            + " ORDER BY id DESC",
        RolloutRows::read);
  }

  /** Lists those of a release in some states, and those that devices still work on. */
  static List<Rollout> ofRelease(Sql sql, long releaseId, RolloutState... states)
      throws SQLException {
    return sql.list(
        SELECT
            + "WHERE release_id = ? AND (state "
            + Sql.is(states)
            + " OR EXISTS (SELECT 1 FROM action WHERE rollout_id = rollout.id AND active))",
        RolloutRows::read,
        releaseId);
  }

  static Rollout insert(Sql sql, RolloutPlan plan, Preparation prepared, long seed, Instant now)
      throws SQLException {
    Audience audience = plan.audience();
    long id =
        sql.insert(
            "INSERT INTO rollout (release_id, device_id, target, target_name, query, mode, consent,"
                + " window_start, window_minutes, window_zone, hold, max_failures, forced, origin,"
                + " seed, wave, state, reason, settled, created)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, '', ?, ?)",
            plan.releaseId(),
            audience.deviceId().orElse(null),
            audience.target(),
            audience.name(),
            prepared.query(),
            plan.mode(),
            plan.consent(),
            plan.window().map(w -> w.start().toSecondOfDay()).orElse(null),
            plan.window().map(MaintenanceWindow::minutes).orElse(null),
            plan.window().map(w -> w.zone().getId()).orElse(null),
            plan.hold(),
            plan.maxFailures().toString(),
            plan.afterFailedTrial() == AfterFailedTrial.AGAIN,
            plan.origin(),
            seed,
            RolloutState.RUNNING,
            audience.deviceId().isPresent(),
            now);
    for (String device : audience.devices()) {
      sql.update("INSERT INTO rollout_device (rollout_id, device_id) VALUES (?, ?)", id, device);
    }
    WaveRows.insert(sql, id, prepared.waves());
    WaveRows.begin(sql, id, 0, now);
    return find(sql, id).orElseThrow();
  }

  static void move(Sql sql, long id, RolloutState state, String reason) throws SQLException {
    sql.update("UPDATE rollout SET state = ?, reason = ? WHERE id = ?", state, reason, id);
  }

  static void moveToWave(Sql sql, long id, int wave, Instant now) throws SQLException {
    sql.update("UPDATE rollout SET wave = ? WHERE id = ?", wave, id);
    WaveRows.begin(sql, id, wave, now);
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

  private static Rollout read(ResultSet row) throws SQLException {
    return new Rollout(
        row.getLong("id"),
        row.getLong("release_id"),
        new Audience(Target.valueOf(row.getString("target")), row.getString("target_name")),
        row.getString("query"),
        UpdateMode.valueOf(row.getString("mode")),
        Consent.valueOf(row.getString("consent")),
        window(row),
        Hold.valueOf(row.getString("hold")),
        limit(row.getString("max_failures")),
        row.getBoolean("forced") ? AfterFailedTrial.AGAIN : AfterFailedTrial.LEFT_OUT,
        Origin.valueOf(row.getString("origin")),
        new Ended(row.getLong("failed_before"), row.getLong("finished_before")),
        row.getLong("seed"),
        row.getInt("wave"),
        row.getBoolean("settled") ? Settlement.SETTLED : Settlement.UNDER_WAY,
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
    } catch (RolloutTextException e) {
      throw new SQLException("the database has a limit that makes no sense", e);
    }
  }
}
