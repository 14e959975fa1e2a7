package io.assetota.server.fleet;

import io.assetota.server.fleet.Rollout.Ended;
import io.assetota.server.fleet.Rollout.Stage;
import io.assetota.server.fleet.Rollout.State;
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

/** Brings releases to devices: some first, then all. */
public final class Rollouts {
  private static final String SELECT = "SELECT " + Rollout.COLUMNS + " FROM rollout ";

  private final Database database;
  private final BundleFiles files;
  private final InstantSource clock;
  private final Settling settling;
  private final ActionEnds ends;

  Rollouts(Database database, BundleFiles files, InstantSource clock, Random random) {
    this.database = database;
    this.files = files;
    this.clock = clock;
    settling = new Settling(database, this, random);
    ends = new ActionEnds(settling);
  }

  /** Finds the rollouts that the server did not come to the end of before it stopped. */
  void open() throws IOException {
    settling.open();
  }

  /**
   * Brings rollouts to all their devices that are not there yet. What fails is told, and tried
   * again the next time.
   */
  public void settle() {
    settling.run();
  }

  /** Finds a rollout. */
  public Optional<Rollout> find(long id) throws IOException {
    return database.read(sql -> find(sql, id));
  }

  static Optional<Rollout> find(Sql sql, long id) throws SQLException {
    return sql.first(SELECT + "WHERE id = ?", Rollout::read, id);
  }

  /** Lists rollouts, the newest first. */
  public List<Rollout> list(int limit) throws IOException {
    return database.read(
        sql -> sql.list(SELECT + "ORDER BY id DESC LIMIT ?", Rollout::read, limit));
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
   * Begins.
   *
   * @throws RefusedException if the release or the device is not there, or they don't suit
   */
  public Rollout start(RolloutPlan plan) throws IOException {
    Rollout rollout =
        database.compute(
            sql -> {
              Release release =
                  Releases.find(sql, plan.releaseId())
                      .filter(r -> !r.deleted())
                      .orElseThrow(
                          () -> new RefusedException("There is no release " + plan.releaseId()));
              if (!files.has(release.sha256(), release.size())) {
                throw new RefusedException(
                    "The bundle of " + release.title() + " is missing: upload it again");
              }
              return plan.deviceId().isPresent()
                  ? startForOne(sql, plan, release, plan.deviceId().get())
                  : startForAll(sql, plan, release);
            });
    settle();
    return rollout;
  }

  private Rollout startForOne(Sql sql, RolloutPlan plan, Release release, String deviceId)
      throws IOException, SQLException {
    Device device =
        Devices.find(sql, deviceId)
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
    Rollout rollout = RolloutRows.insert(sql, plan, Stage.ALL, 0, clock.instant());
    assign(sql, rollout, deviceId);
    return rollout;
  }

  private Rollout startForAll(Sql sql, RolloutPlan plan, Release release) throws SQLException {
    for (Rollout earlier :
        sql.list(
            SELECT + "WHERE device_id IS NULL AND state IN ('RUNNING', 'PAUSED')", Rollout::read)) {
      // Those who have begun go on, until the new one is theirs.
      RolloutRows.move(sql, earlier.id(), State.REPLACED, "");
      settling.begin(sql, earlier.id());
    }
    int devices = RolloutRows.without(sql, release, -1).size();
    int canaries = plan.canary().of(devices);
    if (devices > 0) {
      canaries = Math.min(canaries, devices);
    }
    Rollout rollout =
        RolloutRows.insert(
            sql, plan, canaries == 0 ? Stage.ALL : Stage.CANARY, canaries, clock.instant());
    settling.begin(sql, rollout.id());
    return rollout;
  }

  /** A device has one thing to do: what it had to do before is cancelled. */
  void assign(Sql sql, Rollout rollout, String deviceId) throws SQLException {
    for (Action earlier :
        sql.list(
            "SELECT " + Action.COLUMNS + " FROM action WHERE device_id = ? AND active",
            Action::read,
            deviceId)) {
      if (earlier.state() != ActionState.CANCELING) {
        cancel(sql, earlier, false);
      }
    }
    ActionRows.create(sql, rollout, deviceId, clock.instant());
  }

  /** Asks the device to stop, if it has begun; by force, it is not asked. */
  void cancel(Sql sql, Action action, boolean force) throws SQLException {
    boolean ask = action.state().isStarted() && !force;
    ActionState after = ask ? ActionState.CANCELING : ActionState.CANCELED;
    ActionRows.move(sql, action.id(), after, clock.instant());
    ActionRows.note(
        sql,
        action.id(),
        clock.instant(),
        ask ? "cancel asked" : "cancelled",
        force ? List.of("by force, without the device") : List.of());
    if (!ask) {
      ended(sql, action, after);
    }
  }

  /** Offers a device what is on its way to all, if it may have it by now. */
  void offer(Sql sql, String deviceId) throws SQLException {
    Optional<Device> device = Devices.find(sql, deviceId);
    if (device.isEmpty()) {
      return;
    }
    for (Rollout rollout :
        sql.list(SELECT + "WHERE device_id IS NULL AND state = 'RUNNING'", Rollout::read)) {
      boolean suits =
          Releases.find(sql, rollout.releaseId()).orElseThrow().suits(device.get().platform());
      boolean has = RolloutRows.has(sql, rollout.id(), deviceId);
      boolean open =
          rollout.stage() == Stage.ALL
              || RolloutRows.actions(sql, rollout.id()) < rollout.canaries();
      if (suits && !has && open) {
        assign(sql, rollout, deviceId);
      }
    }
  }

  /**
   * Draws the consequences of the end of an action.
   *
   * @return whether a rollout goes to all now, and {@link #settle} has something to do
   */
  boolean ended(Sql sql, Action action, ActionState after) throws SQLException {
    return ends.ended(sql, action, after);
  }

  /** Lets nothing new begin. */
  public void pause(long id) throws IOException {
    database.write(
        sql -> {
          require(sql, id, State.RUNNING);
          RolloutRows.move(sql, id, State.PAUSED, "Paused by a person.");
        });
  }

  /** Goes on; with all others, if no canary is at it any more, however they ended. */
  public void resume(long id) throws IOException {
    database.write(
        sql -> {
          Rollout rollout = require(sql, id, State.PAUSED);
          RolloutRows.move(sql, id, State.RUNNING, "");
          // Who lets it go on has seen these failures.
          Ended ended = RolloutRows.ended(sql, id);
          sql.update(
              "UPDATE rollout SET failed_before = ?, finished_before = ? WHERE id = ?",
              ended.failed(),
              ended.finished(),
              id);
          if (rollout.deviceId().isEmpty()
              && (rollout.stage() == Stage.ALL || ActionEnds.isAtRest(sql, rollout))) {
            ends.openToAll(sql, rollout);
          }
        });
    settle();
  }

  /** Ends it: who has not begun won't, and who has is asked to stop. */
  public void cancel(long id) throws IOException {
    database.write(
        sql -> {
          require(sql, id, State.RUNNING, State.PAUSED);
          RolloutRows.move(sql, id, State.CANCELED, "");
          settling.begin(sql, id);
        });
    settle();
  }

  private static Rollout require(Sql sql, long id, State... states)
      throws RefusedException, SQLException {
    Rollout rollout =
        find(sql, id).orElseThrow(() -> new RefusedException("There is no rollout " + id));
    if (!List.of(states).contains(rollout.state())) {
      throw new RefusedException("That can't be done with a rollout that is " + rollout.state());
    }
    return rollout;
  }
}
