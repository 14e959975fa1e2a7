package io.assetota.server.fleet.rollouts;

import io.assetota.ota.report.FailureReason;
import io.assetota.server.fleet.devices.DeviceRows;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.releases.Releases;
import io.assetota.server.fleet.rules.ActionEvent;
import io.assetota.server.fleet.rules.ActionRules;
import io.assetota.server.fleet.rules.ActionState;
import io.assetota.server.fleet.rules.RolloutEvent;
import io.assetota.server.fleet.rules.RolloutFacts;
import io.assetota.server.fleet.rules.RolloutRules;
import io.assetota.server.fleet.rules.RolloutRules.Verdict;
import io.assetota.server.fleet.rules.RolloutState;
import io.assetota.server.fleet.rules.UpdateMode;
import io.assetota.server.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Gives devices their actions, and draws the consequences when these end. */
final class Assignments {
  private final Unsettled unsettled;
  private final InstantSource clock;

  Assignments(Unsettled unsettled, InstantSource clock) {
    this.unsettled = unsettled;
    this.clock = clock;
  }

  /** Gives a device an action. It has one thing to do: what it had to do earlier is cancelled. */
  void assign(Sql sql, Rollout rollout, String deviceId) throws SQLException {
    for (Action earlier : ActionRows.active(sql, deviceId)) {
      if (earlier.state() != ActionState.CANCELING) {
        cancel(sql, earlier, ActionEvent.CANCEL);
      }
    }
    DeviceRows.noteLost(sql, deviceId, false);
    ActionRows.create(
        sql, rollout, deviceId, ActionRules.first(rollout.consent()), clock.instant());
  }

  /** Cancels an action; the device is asked to stop if it has begun, unless that is by force. */
  void cancel(Sql sql, Action action, ActionEvent event) throws SQLException {
    ActionState after = ActionRules.after(action.state(), event).orElseThrow();
    ActionRows.move(sql, action.id(), after, clock.instant());
    ActionRows.note(
        sql,
        action.id(),
        clock.instant(),
        after.isActive() ? "cancel asked" : "cancelled",
        event == ActionEvent.CANCEL_BY_FORCE ? List.of("by force, without the device") : List.of());
    if (!after.isActive()) {
      ended(sql, action, after);
    }
  }

  /** Offers a device what is on its way to devices like it: the newest that it may have by now. */
  void offer(Sql sql, String deviceId) throws SQLException {
    for (Rollout rollout : RolloutRows.forSeveral(sql, RolloutState.RUNNING)) {
      Release release = Releases.find(sql, rollout.releaseId()).orElseThrow();
      if (RolloutRules.room(facts(sql, rollout), RolloutCounts.wave(sql, rollout)) > 0
          && Candidates.of(sql, rollout, release).contain(sql, deviceId)) {
        assign(sql, rollout, deviceId);
        return;
      }
    }
  }

  private static RolloutFacts facts(Sql sql, Rollout rollout) throws SQLException {
    return RolloutCounts.facts(sql, rollout);
  }

  /**
   * Draws the consequences of the end of an action.
   *
   * @return whether the next wave begins now, so that there is something to settle
   */
  boolean ended(Sql sql, Action action, ActionState end) throws SQLException {
    Rollout rollout = RolloutRows.find(sql, action.rolloutId()).orElseThrow();
    if (end == ActionState.FINISHED && rollout.mode() != UpdateMode.DOWNLOAD_ONLY) {
      DeviceRows.noteInstalled(sql, action.deviceId(), action.id());
    }
    DeviceRows.noteLost(sql, action.deviceId(), false);
    DeviceRows.ask(sql, action.deviceId());
    return follow(sql, action, rollout, end);
  }

  /**
   * Notes that an action which has succeeded has failed after all. The device has what it has
   * installed.
   *
   * @param reason why
   * @param details what the device reports
   */
  void relapsed(Sql sql, Action action, FailureReason reason, List<String> details)
      throws SQLException {
    ActionState after = ActionRules.after(action.state(), ActionEvent.RELAPSED).orElseThrow();
    ActionRows.move(sql, action.id(), after, clock.instant());
    ActionRows.noteRelapse(sql, action.id(), clock.instant(), details);
    ActionRows.fail(sql, action.id(), reason);
    // A failure begins no wave: there is nothing to settle.
    follow(sql, action, RolloutRows.find(sql, action.rolloutId()).orElseThrow(), after);
  }

  private boolean follow(Sql sql, Action action, Rollout rollout, ActionState end)
      throws SQLException {
    return follow(
        sql,
        rollout,
        RolloutRules.afterEnd(
            facts(sql, rollout),
            end,
            action.deviceId(),
            RolloutCounts.whole(sql, rollout),
            RolloutCounts.wave(sql, rollout)));
  }

  /**
   * Draws the consequences of how far a rollout is.
   *
   * @return whether there is something to settle
   */
  boolean progress(Sql sql, long id) throws SQLException {
    Rollout rollout = RolloutRows.find(sql, id).orElseThrow();
    return follow(
            sql,
            rollout,
            RolloutRules.progress(facts(sql, rollout), RolloutCounts.wave(sql, rollout)))
        || beginNextWave(sql, rollout);
  }

  private boolean follow(Sql sql, Rollout rollout, Verdict verdict) throws SQLException {
    switch (verdict.consequence()) {
      case NONE -> {}
      case DONE -> move(sql, rollout, RolloutEvent.FINISH, verdict.reason());
      case HALT -> move(sql, rollout, RolloutEvent.HALT, verdict.reason());
      case PAUSE -> {
        WaveRows.complete(sql, rollout, clock.instant());
        move(sql, rollout, RolloutEvent.PAUSE, verdict.reason());
      }
      case WAVE_DONE -> {
        WaveRows.complete(sql, rollout, clock.instant());
        return beginNextWave(sql, rollout);
      }
    }
    return false;
  }

  private static void move(Sql sql, Rollout rollout, RolloutEvent event, String reason)
      throws SQLException {
    RolloutRows.move(
        sql, rollout.id(), RolloutRules.after(rollout.state(), event).orElseThrow(), reason);
  }

  /** Begins the next wave of a running rollout, if one is done and the time after it is over. */
  boolean beginNextWave(Sql sql, Rollout rollout) throws SQLException {
    Optional<Instant> soaked = WaveRows.find(sql, rollout).soakedAt();
    if (!rollout.isRunning() || soaked.isEmpty() || soaked.get().isAfter(clock.instant())) {
      return false;
    }
    RolloutRows.moveToWave(sql, rollout.id(), rollout.wave() + 1, clock.instant());
    unsettled.add(sql, rollout.id());
    return true;
  }
}
