package io.assetota.server.fleet.rollouts;

import io.assetota.ota.report.FailureReason;
import io.assetota.server.fleet.rules.ActionState;
import io.assetota.server.fleet.rules.Feedback;
import io.assetota.server.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads and writes actions and their history. */
final class ActionRows {
  /** Begins a query of actions. */
  static final String SELECT =
      "SELECT action.id, action.rollout_id, action.release_id, action.device_id, action.state,"
          + " action.revision, action.statuses, action.bytes_sent, action.created, action.updated,"
          + " action.wave, action.reason"
          + " FROM action ";

  private ActionRows() {}

  static Optional<Action> find(Sql sql, long id) throws SQLException {
    return sql.first(SELECT + "WHERE action.id = ?", ActionRows::read, id);
  }

  static Optional<Action> find(Sql sql, String deviceId, long id) throws SQLException {
    return sql.first(
        SELECT + "WHERE action.id = ? AND action.device_id = ?", ActionRows::read, id, deviceId);
  }

  static List<Action> active(Sql sql, String deviceId) throws SQLException {
    return sql.list(SELECT + "WHERE device_id = ? AND active", ActionRows::read, deviceId);
  }

  static Optional<Action> newest(Sql sql, String deviceId) throws SQLException {
    return sql.first(
        SELECT + "WHERE device_id = ? ORDER BY id DESC LIMIT 1", ActionRows::read, deviceId);
  }

  static List<Action> inStates(Sql sql, long rolloutId, Collection<ActionState> states, int limit)
      throws SQLException {
    return sql.list(
        SELECT + "WHERE rollout_id = ? AND active AND state " + Sql.is(states) + " LIMIT ?",
        ActionRows::read,
        rolloutId,
        limit);
  }

  static void create(Sql sql, Rollout rollout, String deviceId, ActionState state, Instant now)
      throws SQLException {
    long id =
        sql.insert(
            "INSERT INTO action (rollout_id, wave, release_id, device_id, state, active, revision,"
                + " statuses, bytes_sent, created, updated) VALUES (?, ?, ?, ?, ?, TRUE, 0, 0, 0,"
                + " ?, ?)",
            rollout.id(),
            rollout.wave(),
            rollout.releaseId(),
            deviceId,
            state,
            now,
            now);
    note(sql, id, now, "assigned", List.of());
  }

  static void move(Sql sql, long id, ActionState state, Instant now) throws SQLException {
    sql.update(
        "UPDATE action SET state = ?, active = ?, revision = revision + 1, updated = ? WHERE id ="
            + " ?",
        state,
        state.isActive(),
        now,
        id);
  }

  /** Notes why an update failed. */
  static void fail(Sql sql, long id, FailureReason reason) throws SQLException {
    sql.update(
        "UPDATE action SET reason = ?, reason_group = ? WHERE id = ?",
        reason.text(),
        reason.group(),
        id);
  }

  /** Notes that an update which had succeeded has failed after all. */
  static void noteRelapse(Sql sql, long id, Instant now, List<String> details) throws SQLException {
    insert(sql, id, now, "relapsed", Feedback.Result.FAILURE, Optional.empty(), details);
  }

  /** Notes something that the server did; does not count against the device. */
  static void note(Sql sql, long id, Instant now, String what, List<String> details)
      throws SQLException {
    insert(sql, id, now, what, Feedback.Result.NONE, Optional.empty(), details);
  }

  /** Notes something that the device said. */
  static void note(Sql sql, long id, Instant now, Feedback feedback) throws SQLException {
    insert(
        sql,
        id,
        now,
        feedback.execution().name().toLowerCase(Locale.ROOT),
        feedback.result(),
        feedback.code(),
        feedback.details());
    sql.update("UPDATE action SET statuses = statuses + 1, updated = ? WHERE id = ?", now, id);
  }

  private static void insert(
      Sql sql,
      long id,
      Instant now,
      String what,
      Feedback.Result result,
      Optional<Integer> code,
      List<String> details)
      throws SQLException {
    sql.update(
        "INSERT INTO action_status (action_id, received, execution, finished, code, details)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        id,
        now,
        what,
        result.name().toLowerCase(Locale.ROOT),
        code.orElse(null),
        Messages.join(details));
  }

  static Action read(ResultSet row) throws SQLException {
    return new Action(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getString(4),
        ActionState.valueOf(row.getString(5)),
        row.getInt(6),
        row.getInt(7),
        row.getLong(8),
        Sql.instant(row, "created").orElseThrow(),
        Sql.instant(row, "updated").orElseThrow(),
        row.getInt("wave"),
        row.getString("reason"));
  }

  static ActionStatus readStatus(ResultSet row) throws SQLException {
    return new ActionStatus(
        row.getLong("action_id"),
        Sql.instant(row, "received").orElseThrow(),
        row.getString("execution"),
        row.getString("finished"),
        Messages.split(row.getString("details")));
  }
}
