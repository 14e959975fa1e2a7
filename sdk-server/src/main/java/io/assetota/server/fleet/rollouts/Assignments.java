package io.assetota.server.fleet.rollouts;

import io.assetota.server.fleet.devices.Device;
import io.assetota.server.fleet.devices.DeviceRows;
import io.assetota.server.fleet.releases.Releases;
import io.assetota.server.fleet.rules.ActionEvent;
import io.assetota.server.fleet.rules.ActionRules;
import io.assetota.server.fleet.rules.ActionState;
import io.assetota.server.fleet.rules.RolloutEvent;
import io.assetota.server.fleet.rules.RolloutRules;
import io.assetota.server.fleet.rules.RolloutRules.Verdict;
import io.assetota.server.fleet.rules.RolloutStage;
import io.assetota.server.fleet.rules.RolloutState;
import io.assetota.server.fleet.rules.UpdateMode;
import io.assetota.server.store.Sql;
import java.sql.SQLException;
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

  /** Offers a device what is on its way to all devices, if it may have that by now. */
  void offer(Sql sql, String deviceId) throws SQLException {
    Optional<Device> device = DeviceRows.find(sql, deviceId);
    if (device.isEmpty()) {
      return;
    }
    for (Rollout rollout : RolloutRows.forAll(sql, RolloutState.RUNNING)) {
      boolean suits =
          Releases.find(sql, rollout.releaseId()).orElseThrow().suits(device.get().platform());
      boolean has = RolloutRows.has(sql, rollout.id(), deviceId);
      if (suits
          && !has
          && RolloutRules.room(rollout.facts(), RolloutRows.counts(sql, rollout.id())) > 0) {
        assign(sql, rollout, deviceId);
      }
    }
  }

  /**
   * Draws the consequences of the end of an action.
   *
   * @return whether a rollout goes to all devices now, so that there is something to settle
   */
  boolean ended(Sql sql, Action action, ActionState end) throws SQLException {
    Rollout rollout = RolloutRows.find(sql, action.rolloutId()).orElseThrow();
    if (end == ActionState.FINISHED && rollout.mode() != UpdateMode.DOWNLOAD_ONLY) {
      DeviceRows.noteInstalled(sql, action.deviceId(), action.id());
    }
    DeviceRows.noteLost(sql, action.deviceId(), false);
    DeviceRows.ask(sql, action.deviceId());
    Verdict verdict =
        RolloutRules.afterEnd(
            rollout.facts(), end, action.deviceId(), RolloutRows.counts(sql, rollout.id()));
    switch (verdict.consequence()) {
      case NONE -> {}
      case DONE -> move(sql, rollout, RolloutEvent.FINISH, verdict.reason());
      case PAUSE -> move(sql, rollout, RolloutEvent.PAUSE, verdict.reason());
      case TO_ALL -> {
        openToAll(sql, rollout.id());
        return true;
      }
    }
    return false;
  }

  private static void move(Sql sql, Rollout rollout, RolloutEvent event, String reason)
      throws SQLException {
    RolloutRows.move(
        sql, rollout.id(), RolloutRules.after(rollout.state(), event).orElseThrow(), reason);
  }

  /** Lets a rollout go to all devices. */
  void openToAll(Sql sql, long id) throws SQLException {
    RolloutRows.move(sql, id, RolloutStage.ALL);
    unsettled.add(sql, id);
  }
}
