package io.assetota.server.fleet.rollouts;

import io.assetota.server.fleet.rules.ActionState;
import io.assetota.server.fleet.rules.Ended;
import io.assetota.server.fleet.waves.PlannedWave;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A wave of a rollout, and how far it is.
 *
 * @param position which one it is, from 0 on
 * @param of how many waves there are
 * @param plan what was planned
 * @param before what had ended when a person last let the rollout go on
 * @param begun when its devices got their part
 * @param completed when it was done
 * @param counts its actions by state; empty where nobody asked for them
 */
public record WaveStatus(
    int position,
    int of,
    PlannedWave plan,
    Ended before,
    Optional<Instant> begun,
    Optional<Instant> completed,
    Map<ActionState, Integer> counts) {
  /** Copies the counts. */
  public WaveStatus {
    counts = Map.copyOf(counts);
  }

  /** Returns when the next wave may begin; empty as long as this one is not done. */
  public Optional<Instant> soakedAt() {
    return completed.map(at -> at.plus(plan.soak().time()));
  }

  /** Returns how many of its devices have got their part. */
  public int devices() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  WaveStatus withCounts(Map<ActionState, Integer> counted) {
    return new WaveStatus(position, of, plan, before, begun, completed, counted);
  }
}
