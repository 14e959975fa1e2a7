package io.assetota.server.fleet;

import io.assetota.server.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes actions and their history. */
final class ActionRows {
  private ActionRows() {}

  static void create(Sql sql, Rollout rollout, String deviceId, Instant now) throws SQLException {
    ActionState state = rollout.confirm() ? ActionState.CONFIRM : ActionState.PENDING;
    long id =
        sql.insert(
            "INSERT INTO action (rollout_id, release_id, device_id, state, active, revision,"
                + " statuses, bytes_sent, created, updated) VALUES (?, ?, ?, ?, TRUE, 0, 0, 0, ?, ?)",
            rollout.id(),
            rollout.releaseId(),
            deviceId,
            state,
            now,
            now);
    note(sql, id, now, "assigned", List.of());
  }

  static void move(Sql sql, long id, ActionState state, Instant now) throws SQLException {
    sql.update(
        "UPDATE action SET state = ?, active = ?, revision = revision + 1, updated = ? WHERE id = ?",
        state,
        state.isActive(),
        now,
        id);
  }

  /** Notes something that the server did; does not count against the device. */
  static void note(Sql sql, long id, Instant now, String what, List<String> details)
      throws SQLException {
    insert(sql, id, now, what, "none", Optional.empty(), details);
  }

  /** Notes something that the device said. */
  static void note(Sql sql, long id, Instant now, String what, Feedback feedback)
      throws SQLException {
    insert(
        sql,
        id,
        now,
        what,
        feedback.result().name().toLowerCase(Locale.ROOT),
        feedback.code(),
        feedback.details());
    sql.update("UPDATE action SET statuses = statuses + 1, updated = ? WHERE id = ?", now, id);
  }

  private static void insert(
      Sql sql,
      long id,
      Instant now,
      String what,
      String finished,
      Optional<Integer> code,
      List<String> details)
      throws SQLException {
    sql.update(
        "INSERT INTO action_status (action_id, received, execution, finished, code, details)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        id,
        now,
        what,
        finished,
        code.orElse(null),
        details.stream().map(d -> d.replaceAll("\\R", " ")).collect(Collectors.joining("\n")));
  }
}
