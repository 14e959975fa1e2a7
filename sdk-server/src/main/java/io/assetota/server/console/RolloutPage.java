package io.assetota.server.console;

import io.assetota.ota.report.FailureGroup;
import io.assetota.server.fleet.rollouts.Action;
import io.assetota.server.fleet.rollouts.RolloutStatus;
import io.assetota.server.fleet.rollouts.WaveStatus;
import io.assetota.server.fleet.rules.ActionState;
import java.util.List;

/**
 * One rollout.
 *
 * @param frame what is around the page
 * @param row the rollout as in a list
 * @param status its waves, and how far they are
 * @param failures why devices failed
 * @param actions what its devices have to do
 */
record RolloutPage(
    Frame frame,
    RolloutRow row,
    RolloutStatus status,
    List<Failure> failures,
    List<Action> actions) {
  /**
   * Devices that failed alike.
   *
   * @param group the devices
   * @param lines what the newest of them sent after its reason, such as its last lines
   */
  record Failure(FailureGroup group, String lines) {}

  /** What a wave does, in a word. */
  String stateOf(WaveStatus wave) {
    if (wave.begun().isEmpty()) {
      return "waits";
    }
    if (wave.position() < row.rollout().wave()) {
      return "done";
    }
    return wave.completed().isPresent() ? "done, and watched" : "under way";
  }

  /** How many devices of a wave ended in a state. */
  int of(WaveStatus wave, ActionState state) {
    return wave.counts().getOrDefault(state, 0);
  }
}
