package io.assetota.server.fleet;

import io.assetota.server.fleet.Feedback.Execution;
import io.assetota.server.fleet.Feedback.Result;
import io.assetota.server.store.Database;
import io.assetota.server.store.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** What each device has to do, and what it says about it. */
public final class Actions {
  private static final String SELECT = "SELECT " + Action.COLUMNS + " FROM action ";

  private final Database database;
  private final Rollouts rollouts;
  private final InstantSource clock;

  Actions(Database database, Rollouts rollouts, InstantSource clock) {
    this.database = database;
    this.rollouts = rollouts;
    this.clock = clock;
  }

  /** Finds an action of a device. */
  public Optional<Action> find(String deviceId, long id) throws IOException {
    return database.read(sql -> find(sql, deviceId, id));
  }

  private static Optional<Action> find(Sql sql, String deviceId, long id) throws SQLException {
    return sql.first(
        SELECT + "WHERE action.id = ? AND action.device_id = ?", Action::read, id, deviceId);
  }

  /**
   * Returns what a device has to look at next: a cancellation first, else the oldest that may
   * begin.
   */
  public Optional<Action> next(String deviceId) throws IOException {
    return database.read(
        sql ->
            sql.first(
                SELECT
                    + "JOIN rollout ON rollout.id = action.rollout_id"
                    + " WHERE action.device_id = ? AND action.active"
                    // Only a rollout that goes on lets anything begin; the one of a single device
                    // is done when its action is.
                    + " AND NOT (rollout.state <> 'RUNNING'"
                    + " AND action.state IN ('PENDING', 'CONFIRM'))"
                    + " ORDER BY CASE action.state WHEN 'CANCELING' THEN 0 ELSE 1 END, action.id"
                    + " LIMIT 1",
                Action::read,
                deviceId));
  }

  /** Finds the active action through which a device may fetch a release. */
  public Optional<Action> fetching(String deviceId, long releaseId) throws IOException {
    return database.read(
        sql ->
            sql.first(
                SELECT
                    + "WHERE action.device_id = ? AND action.release_id = ? AND action.active"
                    + " AND action.state NOT IN ('CONFIRM', 'CANCELING') ORDER BY action.id DESC",
                Action::read,
                deviceId,
                releaseId));
  }

  /** Notes that the device has seen its orders. */
  public void retrieved(Action action) throws IOException {
    if (action.state() == ActionState.PENDING) {
      database.write(
          sql -> {
            // Only if it still is: a person may have cancelled it just now.
            if (find(sql, action.deviceId(), action.id())
                .filter(a -> a.state() == ActionState.PENDING)
                .isPresent()) {
              ActionRows.move(sql, action.id(), ActionState.RUNNING, clock.instant());
              ActionRows.note(sql, action.id(), clock.instant(), "retrieved", List.of());
            }
          });
    }
  }

  /** Takes what a device says about a deployment. */
  public FeedbackOutcome feedback(String deviceId, long id, Feedback feedback) throws IOException {
    AtomicBoolean goesToAll = new AtomicBoolean();
    FeedbackOutcome outcome =
        database.compute(
            sql -> {
              Optional<Action> found = find(sql, deviceId, id);
              if (found.isEmpty()) {
                return FeedbackOutcome.UNKNOWN;
              }
              Action action = found.get();
              if (!action.state().isActive()) {
                return FeedbackOutcome.OVER;
              }
              if (action.state() == ActionState.CONFIRM) {
                return FeedbackOutcome.UNKNOWN;
              }
              ActionState after = stateAfter(sql, action, feedback);
              FeedbackOutcome taken = take(sql, action, feedback, after);
              if (taken == FeedbackOutcome.TAKEN && !after.isActive()) {
                goesToAll.set(rollouts.ended(sql, action, after));
              }
              return taken;
            });
    // Others' feedback doesn't wait for it.
    if (goesToAll.get()) {
      rollouts.settle();
    }
    return outcome;
  }

  /** Takes what a device says about a cancellation. */
  public FeedbackOutcome cancelFeedback(String deviceId, long id, Feedback feedback)
      throws IOException {
    return database.compute(
        sql -> {
          Optional<Action> found = find(sql, deviceId, id);
          if (found.isEmpty()) {
            return FeedbackOutcome.UNKNOWN;
          }
          Action action = found.get();
          if (!action.state().isActive()) {
            return FeedbackOutcome.OVER;
          }
          if (action.state() != ActionState.CANCELING) {
            return FeedbackOutcome.UNKNOWN;
          }
          boolean closed = feedback.execution() == Execution.CLOSED;
          boolean failed = feedback.result() == Result.FAILURE;
          boolean accepted = feedback.execution() == Execution.CANCELED || (closed && !failed);
          boolean refused = feedback.execution() == Execution.REJECTED || (closed && failed);
          ActionState after =
              accepted
                  ? ActionState.CANCELED
                  : refused ? ActionState.RUNNING : ActionState.CANCELING;
          FeedbackOutcome taken = take(sql, action, feedback, after);
          if (taken == FeedbackOutcome.TAKEN && !after.isActive()) {
            rollouts.ended(sql, action, after);
          }
          return taken;
        });
  }

  /** Takes the answer of a device's owner. One who denied may still agree later. */
  public FeedbackOutcome confirmation(
      String deviceId, long id, boolean confirmed, Feedback feedback) throws IOException {
    return database.compute(
        sql -> {
          Optional<Action> found = find(sql, deviceId, id);
          if (found.isEmpty()) {
            return FeedbackOutcome.UNKNOWN;
          }
          if (found.get().state() != ActionState.CONFIRM) {
            return FeedbackOutcome.OVER;
          }
          return take(
              sql, found.get(), feedback, confirmed ? ActionState.PENDING : ActionState.CONFIRM);
        });
  }

  private FeedbackOutcome take(Sql sql, Action action, Feedback feedback, ActionState after)
      throws SQLException {
    // The last word is always heard, or an action of a talkative device could never end.
    if (after.isActive() && action.statuses() >= Feedback.MAX_STATUSES) {
      return FeedbackOutcome.TOO_MANY;
    }
    ActionRows.note(
        sql,
        action.id(),
        clock.instant(),
        feedback.execution().name().toLowerCase(Locale.ROOT),
        feedback);
    if (after != action.state()) {
      ActionRows.move(sql, action.id(), after, clock.instant());
    }
    return FeedbackOutcome.TAKEN;
  }

  private static ActionState stateAfter(Sql sql, Action action, Feedback feedback)
      throws SQLException {
    return switch (feedback.execution()) {
      case CLOSED -> feedback.result() == Result.FAILURE ? ActionState.ERROR : ActionState.FINISHED;
      case CANCELED -> ActionState.CANCELED;
      case REJECTED -> action.state();
      case DOWNLOADED ->
          Rollouts.find(sql, action.rolloutId()).orElseThrow().mode() == UpdateMode.DOWNLOAD_ONLY
              ? ActionState.FINISHED
              : orCanceling(action, ActionState.DOWNLOADED);
      case PROCEEDING, SCHEDULED, RESUMED, DOWNLOAD -> orCanceling(action, ActionState.RUNNING);
    };
  }

  private static ActionState orCanceling(Action action, ActionState state) {
    return action.state() == ActionState.CANCELING ? ActionState.CANCELING : state;
  }

  /** Cancels one action as a person; one that is being cancelled already is ended by force. */
  public void cancel(long id) throws IOException {
    database.write(
        sql -> {
          Action action =
              sql.first(SELECT + "WHERE action.id = ?", Action::read, id)
                  .filter(a -> a.state().isActive())
                  .orElseThrow(() -> new RefusedException("This update is over already"));
          boolean force = action.state() == ActionState.CANCELING;
          rollouts.cancel(sql, action, force);
        });
  }

  /** Lists a device's actions, the newest first. */
  public List<Action> ofDevice(String deviceId, int limit) throws IOException {
    return database.read(
        sql ->
            sql.list(
                SELECT + "WHERE action.device_id = ? ORDER BY action.id DESC LIMIT ?",
                Action::read,
                deviceId,
                limit));
  }

  /** Lists a rollout's actions, those that need attention first. */
  public List<Action> ofRollout(long rolloutId, int limit) throws IOException {
    return database.read(
        sql ->
            sql.list(
                SELECT
                    + "WHERE action.rollout_id = ? ORDER BY CASE action.state WHEN 'ERROR' THEN 0"
                    + " WHEN 'RUNNING' THEN 1 WHEN 'CANCELING' THEN 1 ELSE 2 END, action.device_id"
                    + " LIMIT ?",
                Action::read,
                rolloutId,
                limit));
  }

  /** Lists what a device's actions told, the newest first. */
  public List<ActionStatus> history(String deviceId, int limit) throws IOException {
    return database.read(
        sql ->
            sql.list(
                "SELECT s.action_id, s.received, s.execution, s.finished, s.details"
                    + " FROM action_status s JOIN action a ON a.id = s.action_id"
                    + " WHERE a.device_id = ? ORDER BY s.id DESC LIMIT ?",
                ActionStatus::read,
                deviceId,
                limit));
  }
}
