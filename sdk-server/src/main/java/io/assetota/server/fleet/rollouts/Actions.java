package io.assetota.server.fleet.rollouts;

import io.assetota.server.fleet.devices.Presence;
import io.assetota.server.fleet.rules.ActionEvent;
import io.assetota.server.fleet.rules.ActionState;
import io.assetota.server.fleet.rules.RefusedException;
import io.assetota.server.fleet.rules.RolloutState;
import io.assetota.server.store.Database;
import io.assetota.server.store.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Finds what devices have to do, and had to. */
public final class Actions {
  private final Database database;
  private final Assignments assignments;
  private final Presence presence;

  Actions(Database database, Assignments assignments, Presence presence) {
    this.database = database;
    this.assignments = assignments;
    this.presence = presence;
  }

  /** Finds an action of a device. */
  public Optional<Action> find(String deviceId, long id) throws IOException {
    return database.read(sql -> ActionRows.find(sql, deviceId, id)).map(this::counted);
  }

  /**
   * Returns what a device has to look at next: a request to stop first, else the oldest action that
   * may begin, as {@code ActionRules.isShown} says.
   */
  public Optional<Action> next(String deviceId) throws IOException {
    return first(
        "JOIN rollout ON rollout.id = action.rollout_id WHERE action.device_id = ? AND"
            + " action.active AND (rollout.state "
            + Sql.is(RolloutState.RUNNING)
            + " OR NOT action.state "
            + Sql.is(ActionState.WAITING)
            + ") ORDER BY action.state "
            + Sql.is(ActionState.CANCELING)
            + " DESC, action.id LIMIT 1",
        deviceId);
  }

  /** Finds the action through which a device may fetch a release. */
  public Optional<Action> fetching(String deviceId, long releaseId) throws IOException {
    return first(
        "WHERE action.device_id = ? AND action.release_id = ? AND action.active AND action.state "
            + Sql.is(ActionState.FETCHING)
            + " ORDER BY action.id DESC",
        deviceId,
        releaseId);
  }

  private Optional<Action> first(String where, Object... values) throws IOException {
    return database.read(sql -> sql.first(ActionRows.SELECT + where, ActionRows::read, values));
  }

  /** Cancels an action as a person; one that is being cancelled already is ended by force. */
  public void cancel(long id) throws IOException {
    database.write(sql -> cancel(sql, id));
  }

  private void cancel(Sql sql, long id) throws IOException, SQLException {
    Action action =
        ActionRows.find(sql, id)
            .filter(a -> a.state().isActive())
            .orElseThrow(() -> new RefusedException("This update is over already"));
    assignments.cancel(
        sql,
        action,
        action.state() == ActionState.CANCELING ? ActionEvent.CANCEL_BY_FORCE : ActionEvent.CANCEL);
  }

  /** Lists a device's actions, the newest first. */
  public List<Action> ofDevice(String deviceId, int limit) throws IOException {
    return list("WHERE action.device_id = ? ORDER BY action.id DESC LIMIT ?", deviceId, limit);
  }

  /** Lists a rollout's actions, those that need attention first. */
  public List<Action> ofRollout(long rolloutId, int limit) throws IOException {
    return list(
        "WHERE action.rollout_id = ? ORDER BY action.state "
            + Sql.is(ActionState.ERROR)
            + " DESC, action.state "
            + Sql.is(ActionState.RUNNING, ActionState.CANCELING)
            + " DESC, action.device_id LIMIT ?",
        rolloutId,
        limit);
  }

  private List<Action> list(String where, Object... values) throws IOException {
    return database
        .read(sql -> sql.list(ActionRows.SELECT + where, ActionRows::read, values))
        .stream()
        .map(this::counted)
        .toList();
  }

  /** Adds the bytes that are not written yet. */
  private Action counted(Action action) {
    return action.withBytesSent(action.bytesSent() + presence.unsaved(action.id()));
  }

  /** Lists the history of a device's actions, the newest first. */
  public List<ActionStatus> history(String deviceId, int limit) throws IOException {
    return database.read(
        sql ->
            sql.list(
                "SELECT s.action_id, s.received, s.execution, s.finished, s.details"
                    + " FROM action_status s JOIN action a ON a.id = s.action_id"
                    + " WHERE a.device_id = ? ORDER BY s.id DESC LIMIT ?",
                ActionRows::readStatus,
                deviceId,
                limit));
  }
}
