package io.assetota.server.fleet.rollouts;

import io.assetota.server.fleet.devices.Device;
import io.assetota.server.fleet.devices.DeviceRows;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.releases.Releases;
import io.assetota.server.fleet.rules.ActionState;
import io.assetota.server.fleet.rules.LostRelease.Origin;
import io.assetota.server.fleet.rules.RefusedException;
import io.assetota.server.fleet.rules.RolloutEvent;
import io.assetota.server.fleet.rules.RolloutRules;
import io.assetota.server.fleet.rules.RolloutStage;
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

/** Brings releases to devices: some first, then all. */
public final class Rollouts {
  private final Database database;
  private final BundleFiles files;
  private final InstantSource clock;
  private final Unsettled unsettled;
  private final Assignments assignments;
  private final Settling settling;

  Rollouts(
      Database database,
      BundleFiles files,
      InstantSource clock,
      Unsettled unsettled,
      Assignments assignments,
      Settling settling) {
    this.database = database;
    this.files = files;
    this.clock = clock;
    this.unsettled = unsettled;
    this.assignments = assignments;
    this.settling = settling;
  }

  /**
   * Brings rollouts to all those of their devices that they have not reached. A failure is logged,
   * and what failed is tried again the next time.
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

  /**
   * Begins a rollout.
   *
   * @throws RefusedException if the release or the device is not there, or they don't suit
   */
  public Rollout start(RolloutPlan plan) throws IOException {
    Rollout rollout =
        database.compute(
            sql -> {
              Release release = requireRelease(sql, plan.releaseId());
              return plan.deviceId().isPresent()
                  ? startForOne(sql, plan, release, plan.deviceId().get())
                  : startForAll(sql, plan, release);
            });
    settle();
    return rollout;
  }

  private Release requireRelease(Sql sql, long id) throws IOException, SQLException {
    Release release =
        Releases.find(sql, id)
            .filter(r -> !r.deleted())
            .orElseThrow(() -> new RefusedException("There is no release " + id));
    if (!files.has(release.sha256(), release.size())) {
      throw new RefusedException(
          "The bundle of " + release.title() + " is missing: upload it again");
    }
    return release;
  }

  private Rollout startForOne(Sql sql, RolloutPlan plan, Release release, String deviceId)
      throws IOException, SQLException {
    Device device =
        DeviceRows.find(sql, deviceId)
            .orElseThrow(() -> new RefusedException("There is no device " + deviceId));
    if (!release.suits(device.platform())) {
      throw new RefusedException(
          release.title()
              + " is for "
              + release.platformName()
              + ", and "
              + deviceId
              + " is of platform "
              + device.platform().orElse("unknown"));
    }
    Rollout rollout = RolloutRows.insert(sql, plan, RolloutStage.ALL, 0, clock.instant());
    assignments.assign(sql, rollout, deviceId);
    return rollout;
  }

  private Rollout startForAll(Sql sql, RolloutPlan plan, Release release) throws SQLException {
    for (Rollout earlier :
        RolloutRows.forAll(sql, RolloutState.OPEN.toArray(RolloutState[]::new))) {
      RolloutState after = RolloutRules.after(earlier.state(), RolloutEvent.REPLACE).orElseThrow();
      RolloutRows.move(sql, earlier.id(), after, "");
      unsettled.add(sql, earlier.id());
    }
    int devices = RolloutRows.without(sql, release, -1).size();
    int canaries = plan.canary().of(devices);
    if (devices > 0) {
      canaries = Math.min(canaries, devices);
    }
    RolloutStage stage = canaries == 0 ? RolloutStage.ALL : RolloutStage.CANARY;
    Rollout rollout = RolloutRows.insert(sql, plan, stage, canaries, clock.instant());
    unsettled.add(sql, rollout.id());
    return rollout;
  }

  /** Lets nothing new begin. */
  public void pause(long id) throws IOException {
    database.write(sql -> move(sql, id, RolloutEvent.PAUSE, "Paused by a person."));
  }

  /**
   * Lets a rollout go on; with all other devices, if no canary works on it any more, however they
   * ended.
   */
  public void resume(long id) throws IOException {
    database.write(
        sql -> {
          Rollout rollout = move(sql, id, RolloutEvent.RESUME, "");
          var counts = RolloutRows.counts(sql, id);
          // Whoever lets it go on has seen these failures.
          RolloutRows.forgive(sql, id, counts.ended());
          if (RolloutRules.resumesToAll(rollout.facts(), counts)) {
            assignments.openToAll(sql, id);
          }
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

  /** Moves a rollout on, and returns what it was. */
  private static Rollout move(Sql sql, long id, RolloutEvent event, String reason)
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
    return rollout;
  }
}
