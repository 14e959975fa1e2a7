package io.assetota.server.fleet.rollouts;

import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.releases.Releases;
import io.assetota.server.fleet.rollouts.Preparation.Candidate;
import io.assetota.server.fleet.rules.ActionState;
import io.assetota.server.fleet.rules.LostRelease.Origin;
import io.assetota.server.fleet.rules.RefusedException;
import io.assetota.server.fleet.rules.RolloutEvent;
import io.assetota.server.fleet.rules.RolloutFacts;
import io.assetota.server.fleet.rules.RolloutFacts.Target;
import io.assetota.server.fleet.rules.RolloutRules;
import io.assetota.server.fleet.rules.RolloutState;
import io.assetota.server.store.BundleFiles;
import io.assetota.server.store.Database;
import io.assetota.server.store.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Brings releases to devices, wave by wave. */
public final class Rollouts {
  private final Database database;
  private final BundleFiles files;
  private final InstantSource clock;
  private final Random random;
  private final Unsettled unsettled;
  private final Assignments assignments;
  private final Settling settling;

  Rollouts(
      Database database,
      BundleFiles files,
      InstantSource clock,
      Random random,
      Unsettled unsettled,
      Assignments assignments,
      Settling settling) {
    this.database = database;
    this.files = files;
    this.clock = clock;
    this.random = random;
    this.unsettled = unsettled;
    this.assignments = assignments;
    this.settling = settling;
  }

  /**
   * Begins waves whose time has come, and brings rollouts to all those of their devices that they
   * have not reached. A failure is logged, and what failed is tried again the next time.
   */
  public void settle() {
    settling.run();
  }

  /** Finds a rollout. */
  public Optional<Rollout> find(long id) throws IOException {
    return database.read(sql -> RolloutRows.find(sql, id));
  }

  /** Counts the rollouts that somebody started, by their state. */
  public Map<RolloutState, Long> byState() throws IOException {
    Map<RolloutState, Long> counts = new EnumMap<>(RolloutState.class);
    database
        .read(
            sql ->
                sql.list(
                    "SELECT state, COUNT(*) FROM rollout WHERE origin "
                        + Sql.is(Origin.ROLLOUT)
                        + " GROUP BY state",
                    row -> Map.entry(RolloutState.valueOf(row.getString(1)), row.getLong(2))))
        .forEach(count -> counts.put(count.getKey(), count.getValue()));
    return counts;
  }

  /** Lists the rollouts that somebody started, the newest first. */
  public List<Rollout> list(int limit) throws IOException {
    return database.read(sql -> RolloutRows.newest(sql, limit));
  }

  /**
   * Tells what a rollout would do, and changes nothing.
   *
   * @param candidate what is to be rolled out
   * @throws RefusedException if it would be refused
   */
  public Preparation check(RolloutPlan plan, Candidate candidate) throws IOException {
    return database.read(sql -> Preparation.of(sql, plan, candidate));
  }

  /** Tells what a rollout of a release that is there would do. */
  public Preparation check(RolloutPlan plan) throws IOException {
    return database.read(
        sql -> Preparation.of(sql, plan, Candidate.of(requireRelease(sql, plan.releaseId()))));
  }

  /**
   * Begins a rollout.
   *
   * @throws RefusedException if the release or the device is not there, or they don't suit
   */
  public Rollout start(RolloutPlan plan) throws IOException {
    Rollout rollout = database.compute(sql -> start(sql, plan));
    settle();
    return rollout;
  }

  private Rollout start(Sql sql, RolloutPlan plan) throws IOException, SQLException {
    Release release = requireRelease(sql, plan.releaseId());
    Preparation prepared = Preparation.of(sql, plan, Candidate.of(release));
    if (plan.audience().target() != Target.ONE) {
      replace(sql, plan.audience(), prepared.query(), release);
    }
    Rollout rollout = RolloutRows.insert(sql, plan, prepared, random.nextLong(), clock.instant());
    if (plan.audience().target() == Target.ONE) {
      assignments.assign(sql, rollout, plan.audience().name());
    } else {
      unsettled.add(sql, rollout.id());
    }
    return rollout;
  }

  private Release requireRelease(Sql sql, long id) throws IOException, SQLException {
    Release release =
        Releases.find(sql, id)
            .filter(r -> !r.deleted())
            .orElseThrow(() -> new RefusedException("There is no release " + id));
    release.requireNotBlocked();
    if (!files.has(release.sha256(), release.size())) {
      throw new RefusedException(
          "The bundle of " + release.title() + " is missing: upload it again");
    }
    return release;
  }

  /**
   * Ends the earlier rollouts whose devices all belong to a new one. Others go on; the newest one
   * decides for each device.
   */
  private void replace(Sql sql, Audience audience, String query, Release release)
      throws SQLException {
    for (Rollout earlier :
        RolloutRows.forSeveral(sql, RolloutState.OPEN.toArray(RolloutState[]::new))) {
      boolean same =
          audience.target() == Target.ALL
              || (audience.target().grows() && earlier.query().equals(query));
      Release other = Releases.find(sql, earlier.releaseId()).orElseThrow();
      if (same && other.platform() == release.platform()) {
        RolloutRows.move(
            sql,
            earlier.id(),
            RolloutRules.after(earlier.state(), RolloutEvent.REPLACE).orElseThrow(),
            "");
        unsettled.add(sql, earlier.id());
      }
    }
  }

  /** Lets nothing new begin. */
  public void pause(long id) throws IOException {
    database.write(sql -> move(sql, id, RolloutEvent.PAUSE, "Paused by a person."));
  }

  /**
   * Lets a rollout go on; with its next wave, if no device of the present one works on it any more,
   * however they ended, and the time after it is over.
   */
  public void resume(long id) throws IOException {
    database.write(
        sql -> {
          move(sql, id, RolloutEvent.RESUME, "");
          Rollout rollout = RolloutRows.find(sql, id).orElseThrow();
          RolloutFacts facts = RolloutCounts.facts(sql, rollout);
          RolloutCounts wave = RolloutCounts.wave(sql, rollout);
          // Whoever lets it go on has seen these failures.
          Set<ActionState> failed = Set.of(ActionState.ERROR);
          RolloutRows.forgive(sql, id, RolloutCounts.whole(sql, rollout).ended(failed));
          WaveRows.forgive(sql, rollout, wave.ended(RolloutRules.failuresOf(facts.wave())));
          if (RolloutRules.isDoneForPerson(facts.wave(), wave)) {
            WaveRows.complete(sql, rollout, clock.instant());
          }
          assignments.progress(sql, id);
        });
    settle();
  }

  /** Ends a rollout: devices that have not begun won't, and others are asked to stop. */
  public void cancel(long id) throws IOException {
    database.write(
        sql -> {
          move(sql, id, RolloutEvent.CANCEL, "");
          unsettled.add(sql, id);
        });
    settle();
  }

  /** Moves a rollout on. */
  private static void move(Sql sql, long id, RolloutEvent event, String reason)
      throws IOException, SQLException {
    Rollout rollout =
        RolloutRows.find(sql, id)
            .orElseThrow(() -> new RefusedException("There is no rollout " + id));
    RolloutState after =
        RolloutRules.after(rollout.state(), event)
            .orElseThrow(
                () ->
                    new RefusedException(
                        "That can't be done with a rollout that is " + rollout.state()));
    RolloutRows.move(sql, id, after, reason);
  }
}
