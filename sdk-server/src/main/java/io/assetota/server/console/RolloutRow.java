package io.assetota.server.console;

import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.rollouts.Rollout;
import io.assetota.server.fleet.rules.ActionState;
import java.util.Map;

/**
 * A rollout in a list.
 *
 * @param rollout the rollout
 * @param release its release
 * @param counts its actions by state
 */
record RolloutRow(Rollout rollout, Release release, Map<ActionState, Integer> counts) {
  RolloutRow {
    counts = Map.copyOf(counts);
  }

  int all() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  int of(ActionState state) {
    return counts.getOrDefault(state, 0);
  }

  int finished() {
    return of(ActionState.FINISHED);
  }

  int failed() {
    return of(ActionState.ERROR);
  }

  String target() {
    return rollout.audience().toString();
  }
}
