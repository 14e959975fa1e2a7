package io.assetota.server.fleet.rollouts;

import io.assetota.server.fleet.rules.ActionState;
import io.assetota.server.fleet.rules.Ended;
import io.assetota.server.fleet.rules.RolloutFacts;
import io.assetota.server.fleet.rules.RolloutFacts.Counts;
import io.assetota.server.fleet.rules.RolloutRules;
import io.assetota.server.fleet.rules.WaveFacts;
import io.assetota.server.fleet.rules.WaveFacts.Progress;
import io.assetota.server.store.Sql;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What the rules have to know of rollouts, and counts of their actions. */
final class RolloutCounts implements Counts<SQLException> {
  private final Sql sql;
  private final String where;
  private final Object[] values;

  private RolloutCounts(Sql sql, String where, Object... values) {
    this.sql = sql;
    this.where = "FROM action WHERE " + where;
    this.values = values;
  }

  /** Counts all of a rollout. */
  static RolloutCounts whole(Sql sql, Rollout rollout) {
    return new RolloutCounts(sql, "rollout_id = ?", rollout.id());
  }

  /** Counts the wave that a rollout has got to. */
  static RolloutCounts wave(Sql sql, Rollout rollout) {
    return new RolloutCounts(sql, "rollout_id = ? AND wave = ?", rollout.id(), rollout.wave());
  }

  @Override
  public long all() throws SQLException {
    return sql.number("SELECT COUNT(*) " + where, values);
  }

  @Override
  public boolean areActive() throws SQLException {
    // By the index of states: a wave may have very many devices.
    return sql.number(
            "SELECT EXISTS (SELECT 1 " + where + " AND state " + Sql.is(RolloutRules.ACTIVE) + ")",
            values)
        > 0;
  }

  @Override
  public Ended ended(Set<ActionState> failures) throws SQLException {
    return new Ended(
        sql.number("SELECT COUNT(*) " + where + " AND state " + Sql.is(failures), values),
        sql.number(
            "SELECT COUNT(*) " + where + " AND state " + Sql.is(ActionState.FINISHED), values));
  }

  /** What the rules have to know of a rollout. */
  static RolloutFacts facts(Sql sql, Rollout rollout) throws SQLException {
    WaveStatus wave = WaveRows.find(sql, rollout);
    return new RolloutFacts(
        rollout.state(),
        rollout.audience().target(),
        new WaveFacts(
            wave.position(),
            wave.of(),
            wave.plan().devices(),
            wave.plan().maxFailures(),
            wave.plan().success(),
            wave.before(),
            rollout.settlement(),
            wave.completed().isPresent() ? Progress.DONE : Progress.GOING_ON),
        rollout.hold(),
        rollout.maxFailures(),
        rollout.before());
  }

  /** Counts actions by their waves and states. */
  static Map<Integer, Map<ActionState, Integer>> byWave(Sql sql, long rolloutId)
      throws SQLException {
    Map<Integer, Map<ActionState, Integer>> counts = new HashMap<>();
    sql.list(
        "SELECT wave, state, COUNT(*) FROM action WHERE rollout_id = ? GROUP BY wave, state",
        row ->
            counts
                .computeIfAbsent(row.getInt(1), w -> new EnumMap<>(ActionState.class))
                .merge(ActionState.valueOf(row.getString(2)), row.getInt(3), Integer::sum),
        rolloutId);
    return counts;
  }
}
