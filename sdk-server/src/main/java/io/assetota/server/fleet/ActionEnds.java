package io.assetota.server.fleet;

import io.assetota.server.fleet.Rollout.Ended;
import io.assetota.server.fleet.Rollout.Stage;
import io.assetota.server.fleet.Rollout.State;
import io.assetota.server.store.Sql;
import java.sql.SQLException;

/** What follows for a rollout when one of its devices is done. */
final class ActionEnds {
  private final Settling settling;

  ActionEnds(Settling settling) {
    this.settling = settling;
  }

  /**
   * Draws the consequences of the end of an action.
   *
   * @return whether a rollout goes to all now, and {@link Rollouts#settle} has something to do
   */
  boolean ended(Sql sql, Action action, ActionState after) throws SQLException {
    Rollout rollout = Rollouts.find(sql, action.rolloutId()).orElseThrow();
    if (after == ActionState.FINISHED && rollout.mode() != UpdateMode.DOWNLOAD_ONLY) {
      sql.update(
          "UPDATE device SET installed_action = ?, installed_name = NULL, installed_version = NULL"
              + " WHERE id = ?",
          action.id(),
          action.deviceId());
    }
    sql.update("UPDATE device SET asked = TRUE WHERE id = ?", action.deviceId());
    if (!rollout.isOpen()) {
      return false;
    }
    if (rollout.deviceId().isPresent()) {
      RolloutRows.move(sql, rollout.id(), State.DONE, "");
    } else if (rollout.state() == State.RUNNING) {
      if (rollout.stage() == Stage.CANARY) {
        return canaryEnded(sql, rollout, action, after);
      }
      if (after == ActionState.ERROR) {
        pauseIfTooManyFailed(sql, rollout, action);
      }
    }
    return false;
  }

  private boolean canaryEnded(Sql sql, Rollout rollout, Action action, ActionState after)
      throws SQLException {
    if (after != ActionState.FINISHED) {
      String what = after == ActionState.ERROR ? "It failed on " : "It was cancelled on ";
      RolloutRows.move(
          sql,
          rollout.id(),
          State.PAUSED,
          what + action.deviceId() + ". Resume to go on with all others.");
    } else if (isAtRest(sql, rollout)
        && RolloutRows.actions(sql, rollout.id()) >= rollout.canaries()) {
      if (rollout.hold()) {
        RolloutRows.move(
            sql, rollout.id(), State.PAUSED, "The first devices are done. Resume to go on.");
      } else {
        openToAll(sql, rollout);
        return true;
      }
    }
    return false;
  }

  private static void pauseIfTooManyFailed(Sql sql, Rollout rollout, Action action)
      throws SQLException {
    Ended ended = RolloutRows.ended(sql, rollout.id());
    long failed = ended.failed() - rollout.before().failed();
    long finished = ended.finished() - rollout.before().finished();
    if (rollout
        .maxFailures()
        .isReachedBy(failed, finished, RolloutRows.actions(sql, rollout.id()))) {
      RolloutRows.move(
          sql,
          rollout.id(),
          State.PAUSED,
          "It failed on "
              + failed
              + " of "
              + (failed + finished)
              + " devices that are done, the last of them "
              + action.deviceId()
              + "; the limit is "
              + rollout.maxFailures()
              + ". Resume to go on all the same.");
    }
  }

  static boolean isAtRest(Sql sql, Rollout rollout) throws SQLException {
    return sql.number("SELECT COUNT(*) FROM action WHERE rollout_id = ? AND active", rollout.id())
        == 0;
  }

  void openToAll(Sql sql, Rollout rollout) throws SQLException {
    sql.update("UPDATE rollout SET stage = 'ALL' WHERE id = ?", rollout.id());
    settling.begin(sql, rollout.id());
  }
}
