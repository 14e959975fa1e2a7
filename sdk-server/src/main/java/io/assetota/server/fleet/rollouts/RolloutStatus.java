package io.assetota.server.fleet.rollouts;

import io.assetota.server.fleet.rules.ActionState;
import io.assetota.server.fleet.rules.RolloutState;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a rollout is.
 *
 * @param rollout the rollout
 * @param waves its waves
 * @param completion whether there is something to wait for
 * @param leftOut how many devices don't get it, as the release has failed its trial there
 */
public record RolloutStatus(
    Rollout rollout, List<WaveStatus> waves, Completion completion, long leftOut) {
  /** Whether there is something to wait for. */
  public enum Completion {
    /** Devices work on it, or wait for it. */
    GOING_ON,
    /** All devices that are there have ended it. */
    COMPLETE
  }

  /** Copies the list. */
  public RolloutStatus {
    waves = List.copyOf(waves);
  }

  /** Counts all actions by their state. */
  public Map<ActionState, Integer> counts() {
    Map<ActionState, Integer> all = new EnumMap<>(ActionState.class);
    for (WaveStatus wave : waves) {
      wave.counts().forEach((state, count) -> all.merge(state, count, Integer::sum));
    }
    return all;
  }

  /** Returns when the next wave begins; empty unless the rollout waits for that. */
  public Optional<Instant> nextWaveAt() {
    return rollout.state() == RolloutState.RUNNING && rollout.wave() < waves.size() - 1
        ? waves.get(rollout.wave()).soakedAt()
        : Optional.empty();
  }
}
