package io.assetota.server.fleet.rollouts;

import io.assetota.ota.report.FailureGroup;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.releases.Releases;
import io.assetota.server.fleet.rollouts.Preparation.Candidate;
import io.assetota.server.fleet.rollouts.RolloutStatus.Completion;
import io.assetota.server.fleet.rules.ActionState;
import io.assetota.server.fleet.rules.AfterFailedTrial;
import io.assetota.server.fleet.rules.RolloutFacts;
import io.assetota.server.fleet.rules.RolloutFacts.Target;
import io.assetota.server.fleet.rules.RolloutRules;
import io.assetota.server.store.Database;
import io.assetota.server.store.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Tells how far rollouts are, and why devices failed. */
public final class RolloutReports {
  private static final int MAX_GROUPS = 20;
  private static final int NAMED = 20;

  private final Database database;

  RolloutReports(Database database) {
    this.database = database;
  }

  /** Counts a rollout's actions by their state. */
  public Map<ActionState, Integer> counts(long id) throws IOException {
    Map<ActionState, Integer> counts = new EnumMap<>(ActionState.class);
    database.read(
        sql ->
            sql.list(
                "SELECT state, COUNT(*) FROM action WHERE rollout_id = ? GROUP BY state",
                row -> counts.put(ActionState.valueOf(row.getString(1)), row.getInt(2)),
                id));
    return counts;
  }

  /** Tells how far a rollout is. */
  public RolloutStatus status(Rollout rollout) throws IOException {
    return database.read(sql -> status(sql, rollout));
  }

  private static RolloutStatus status(Sql sql, Rollout rollout) throws SQLException {
    Map<Integer, Map<ActionState, Integer>> counts = RolloutCounts.byWave(sql, rollout.id());
    List<WaveStatus> waves = new ArrayList<>();
    for (WaveStatus wave : WaveRows.of(sql, rollout.id())) {
      waves.add(wave.withCounts(counts.getOrDefault(wave.position(), Map.of())));
    }
    RolloutFacts facts = RolloutCounts.facts(sql, rollout);
    boolean complete =
        !rollout.isOpen()
            || (facts.wave().isLast()
                && RolloutRules.isComplete(facts.wave(), RolloutCounts.whole(sql, rollout)));
    return new RolloutStatus(
        rollout,
        waves,
        complete ? Completion.COMPLETE : Completion.GOING_ON,
        leftOut(sql, rollout));
  }

  private static long leftOut(Sql sql, Rollout rollout) throws SQLException {
    if (rollout.afterFailedTrial() == AfterFailedTrial.AGAIN
        || rollout.audience().target() == Target.ONE) {
      return 0;
    }
    Release release = Releases.find(sql, rollout.releaseId()).orElseThrow();
    if (rollout.audience().target() == Target.LIST) {
      return sql.number(
          "SELECT COUNT(*) FROM rollout_device d JOIN failed_trial f ON f.device_id = d.device_id"
              + " WHERE d.rollout_id = ? AND f.application_sha256 = ? AND NOT EXISTS (SELECT 1"
              + " FROM action a WHERE a.rollout_id = d.rollout_id AND a.device_id = d.device_id)",
          rollout.id(),
          release.application().toString());
    }
    Candidates all = Candidates.of(release.platformName(), rollout.query()).without(rollout.id());
    return all.count(sql)
        - all.withoutFailedTrials(Candidate.of(release).application().orElseThrow().toString())
            .count(sql);
  }

  /** Groups the devices that failed by what they said, the largest group first. */
  public List<FailureGroup> failures(long rolloutId) throws IOException {
    return database.read(sql -> failures(sql, rolloutId));
  }

  private static List<FailureGroup> failures(Sql sql, long rolloutId) throws SQLException {
    record Group(String key, String reason, long count) {}
    List<FailureGroup> groups = new ArrayList<>();
    for (Group group :
        sql.list(
            "SELECT reason_group, MIN(reason), COUNT(*) FROM action WHERE rollout_id = ? AND state "
                + Sql.is(ActionState.ERROR)
                + " GROUP BY reason_group ORDER BY COUNT(*) DESC, reason_group LIMIT "
                + MAX_GROUPS,
            row -> new Group(row.getString(1), row.getString(2), row.getLong(3)),
            rolloutId)) {
      groups.add(
          new FailureGroup(
              group.reason(),
              group.count(),
              sql.list(
                  "SELECT device_id FROM action WHERE rollout_id = ? AND state "
                      + Sql.is(ActionState.ERROR)
                      + " AND reason_group = ? ORDER BY updated DESC, id DESC LIMIT "
                      + NAMED,
                  row -> row.getString(1),
                  rolloutId,
                  group.key())));
    }
    return groups;
  }

  /** Returns what the newest of a group's devices sent when it failed, such as its last lines. */
  public List<String> lastWords(long rolloutId, String deviceId) throws IOException {
    return database
        .read(
            sql ->
                sql.first(
                    "SELECT s.details FROM action_status s JOIN action a ON a.id = s.action_id"
                        + " WHERE a.rollout_id = ? AND a.device_id = ? AND s.finished = 'failure'"
                        + " ORDER BY s.id DESC LIMIT 1",
                    row -> Messages.split(row.getString(1)),
                    rolloutId,
                    deviceId))
        .orElse(List.of());
  }
}
