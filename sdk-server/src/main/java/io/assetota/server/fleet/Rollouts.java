package io.assetota.server.fleet;

import io.assetota.server.fleet.Rollout.Stage;
import io.assetota.server.fleet.Rollout.State;
import io.assetota.server.store.Database;
import io.assetota.server.store.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Brings releases to devices: some first, then all. */
public final class Rollouts {
  private static final String SELECT = "SELECT " + Rollout.COLUMNS + " FROM rollout ";

  private final Database database;
  private final InstantSource clock;
  private final Random random;

  Rollouts(Database database, InstantSource clock, Random random) {
    this.database = database;
    this.clock = clock;
    this.random = random;
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
    return database.compute(
        sql -> {
          Release release =
              Releases.find(sql, plan.releaseId())
                  .filter(r -> !r.deleted())
                  .orElseThrow(
                      () -> new RefusedException("There is no release " + plan.releaseId()));
          return plan.deviceId().isPresent()
              ? startForOne(sql, plan, release, plan.deviceId().get())
              : startForAll(sql, plan, release);
        });
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
      RolloutRows.move(sql, earlier.id(), State.REPLACED, "");
      // Those who have begun go on, until the new one is theirs.
      sql.update(
          "UPDATE action SET state = 'CANCELED', active = FALSE, updated = ?"
              + " WHERE rollout_id = ? AND state IN ('PENDING', 'CONFIRM')",
          clock.instant(),
          earlier.id());
    }
    List<String> devices = RolloutRows.without(sql, release, -1);
    int canaries = plan.canary().of(devices.size());
    if (!devices.isEmpty()) {
      canaries = Math.min(canaries, devices.size());
    }
    Rollout rollout =
        RolloutRows.insert(
            sql, plan, canaries == 0 ? Stage.ALL : Stage.CANARY, canaries, clock.instant());
    // Any of them, so that it's not always the same ones that suffer.
    Collections.shuffle(devices, random);
    for (String device :
        canaries == 0 ? devices : devices.subList(0, Math.min(canaries, devices.size()))) {
      assign(sql, rollout, device);
    }
    return rollout;
  }

  /** A device has one thing to do: what it had to do before is cancelled. */
  private void assign(Sql sql, Rollout rollout, String deviceId) throws SQLException {
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
      boolean has =
          sql.number(
                  "SELECT COUNT(*) FROM action WHERE rollout_id = ? AND device_id = ?",
                  rollout.id(),
                  deviceId)
              > 0;
      boolean open =
          rollout.stage() == Stage.ALL
              || sql.number("SELECT COUNT(*) FROM action WHERE rollout_id = ?", rollout.id())
                  < rollout.canaries();
      if (suits && !has && open) {
        assign(sql, rollout, deviceId);
      }
    }
  }

  /** Draws the consequences of the end of an action. */
  void ended(Sql sql, Action action, ActionState after) throws SQLException {
    Rollout rollout = find(sql, action.rolloutId()).orElseThrow();
    if (after == ActionState.FINISHED && rollout.mode() != UpdateMode.DOWNLOAD_ONLY) {
      sql.update(
          "UPDATE device SET installed_action = ?, installed_name = NULL, installed_version = NULL"
              + " WHERE id = ?",
          action.id(),
          action.deviceId());
    }
    sql.update("UPDATE device SET asked = TRUE WHERE id = ?", action.deviceId());
    if (!rollout.isOpen()) {
      return;
    }
    if (rollout.deviceId().isPresent()) {
      RolloutRows.move(sql, rollout.id(), State.DONE, "");
    } else if (rollout.stage() == Stage.CANARY && rollout.state() == State.RUNNING) {
      if (after != ActionState.FINISHED) {
        String what = after == ActionState.ERROR ? "It failed on " : "It was cancelled on ";
        RolloutRows.move(
            sql,
            rollout.id(),
            State.PAUSED,
            what + action.deviceId() + ". Resume to go on with all others.");
      } else if (isAtRest(sql, rollout)
          && sql.number("SELECT COUNT(*) FROM action WHERE rollout_id = ?", rollout.id())
              >= rollout.canaries()) {
        if (rollout.hold()) {
          RolloutRows.move(
              sql, rollout.id(), State.PAUSED, "The first devices are done. Resume to go on.");
        } else {
          openToAll(sql, rollout);
        }
      }
    }
  }

  private static boolean isAtRest(Sql sql, Rollout rollout) throws SQLException {
    return sql.number("SELECT COUNT(*) FROM action WHERE rollout_id = ? AND active", rollout.id())
        == 0;
  }

  private void openToAll(Sql sql, Rollout rollout) throws SQLException {
    sql.update("UPDATE rollout SET stage = 'ALL' WHERE id = ?", rollout.id());
    Release release = Releases.find(sql, rollout.releaseId()).orElseThrow();
    for (String device : RolloutRows.without(sql, release, rollout.id())) {
      assign(sql, rollout, device);
    }
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
          if (rollout.deviceId().isEmpty()
              && (rollout.stage() == Stage.ALL || isAtRest(sql, rollout))) {
            openToAll(sql, rollout);
          }
        });
  }

  /** Ends it: who has not begun won't, and who has is asked to stop. */
  public void cancel(long id) throws IOException {
    database.write(
        sql -> {
          require(sql, id, State.RUNNING, State.PAUSED);
          RolloutRows.move(sql, id, State.CANCELED, "");
          for (Action action :
              sql.list(
                  "SELECT " + Action.COLUMNS + " FROM action WHERE rollout_id = ? AND active",
                  Action::read,
                  id)) {
            if (action.state() != ActionState.CANCELING) {
              cancel(sql, action, false);
            }
          }
        });
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
