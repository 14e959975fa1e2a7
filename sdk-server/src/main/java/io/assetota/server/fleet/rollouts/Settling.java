package io.assetota.server.fleet.rollouts;

import io.assetota.server.fleet.devices.DeviceRows;
import io.assetota.server.fleet.releases.Releases;
import io.assetota.server.fleet.rules.ActionEvent;
import io.assetota.server.fleet.rules.ActionState;
import io.assetota.server.fleet.rules.RolloutFacts;
import io.assetota.server.fleet.rules.RolloutRules;
import io.assetota.server.fleet.rules.RolloutRules.Consequence;
import io.assetota.server.fleet.rules.RolloutState;
import io.assetota.server.fleet.rules.WaveFacts.Progress;
import io.assetota.server.store.Database;
import io.assetota.server.store.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives all devices what follows from a rollout's stage and state: an action, or its end. That may
 * be a hundred thousand devices, so it is done some at a time, and others write in between. The
 * rollout's own row is written first, and says that it is not settled: after a crash, the next
 * start goes on.
 */
final class Settling {
  private static final Logger log = LoggerFactory.getLogger(Settling.class);

  /** Takes some ten milliseconds, for which others wait that want to write. */
  private static final int BATCH = 200;

  private final Database database;
  private final Unsettled unsettled;
  private final Assignments assignments;

  /** One thread at a time: a second one has nothing to do but to wait until it is done. */
  private final ReentrantLock settling = new ReentrantLock();

  Settling(Database database, Unsettled unsettled, Assignments assignments) {
    this.database = database;
    this.unsettled = unsettled;
    this.assignments = assignments;
  }

  /**
   * Begins waves whose time has come, and settles all that is not. A failure is logged, and what
   * failed is tried again the next time.
   */
  void run() {
    settling.lock();
    try {
      goOn();
      for (List<Long> ids = unsettled.all(); !ids.isEmpty(); ids = unsettled.all()) {
        for (long id : ids) {
          settleOrRetry(id);
        }
      }
    } catch (IOException e) {
      log.warn(
          "A rollout has not reached all of its devices yet, and is tried again: {}",
          e.getMessage());
    } finally {
      settling.unlock();
    }
  }

  /** Looks at rollouts that go on by the clock, or since a device was forgotten. */
  private void goOn() throws IOException {
    for (long id : database.read(Settling::underWay)) {
      database.compute(sql -> assignments.progress(sql, id));
    }
  }

  /** Only reads, as there is nothing to do most of the time. */
  private static List<Long> underWay(Sql sql) throws SQLException {
    List<Long> ids = new ArrayList<>();
    for (Rollout rollout : RolloutRows.forSeveral(sql, RolloutState.RUNNING)) {
      RolloutFacts facts = RolloutCounts.facts(sql, rollout);
      if (facts.wave().progress() == Progress.DONE
          || RolloutRules.progress(facts, RolloutCounts.wave(sql, rollout)).consequence()
              != Consequence.NONE) {
        ids.add(rollout.id());
      }
    }
    return ids;
  }

  private void settleOrRetry(long id) throws IOException {
    boolean done = false;
    try {
      settle(id);
      done = true;
    } finally {
      if (!done) {
        unsettled.retry(id);
      }
    }
  }

  private void settle(long id) throws IOException {
    // Waits for the transaction that made it unsettled, which may not be through yet.
    Optional<Rollout> rollout = database.compute(sql -> RolloutRows.find(sql, id));
    if (rollout.isEmpty()) {
      unsettled.forget(id);
      return;
    }
    Iterator<String> rest = database.read(sql -> candidates(sql, rollout.get())).iterator();
    boolean more = true;
    while (more) {
      more = database.compute(sql -> settleSome(sql, id, rest));
    }
  }

  private static List<String> candidates(Sql sql, Rollout rollout) throws SQLException {
    return rollout.isOpen()
        ? Candidates.of(sql, rollout, Releases.find(sql, rollout.releaseId()).orElseThrow())
            .shuffled(sql, rollout.seed())
        : List.of();
  }

  /** Returns whether there is more to do. */
  private boolean settleSome(Sql sql, long id, Iterator<String> rest) throws SQLException {
    Rollout rollout = RolloutRows.find(sql, id).orElseThrow();
    boolean more =
        rollout.isOpen()
            ? assign(sql, rollout, rest)
            : end(sql, id, RolloutRules.ending(rollout.state()));
    if (!more) {
      close(sql, rollout);
    }
    return more;
  }

  private void close(Sql sql, Rollout rollout) throws SQLException {
    unsettled.remove(sql, rollout.id());
    if (rollout.isOpen()) {
      long devices = RolloutCounts.wave(sql, rollout).all();
      if (RolloutRules.isClosedWith(RolloutCounts.facts(sql, rollout).wave(), devices)) {
        WaveRows.resize(sql, rollout, devices);
      }
      assignments.progress(sql, rollout.id());
    }
  }

  private boolean assign(Sql sql, Rollout rollout, Iterator<String> rest) throws SQLException {
    long room =
        RolloutRules.room(RolloutCounts.facts(sql, rollout), RolloutCounts.wave(sql, rollout));
    int assigned = 0;
    while (rest.hasNext() && assigned < Math.min(room, BATCH)) {
      String device = rest.next();
      // It may have got it by itself, or be gone by now.
      if (DeviceRows.find(sql, device).isPresent() && !RolloutRows.has(sql, rollout.id(), device)) {
        assignments.assign(sql, rollout, device);
        assigned++;
      }
    }
    return rest.hasNext() && assigned < room;
  }

  private boolean end(Sql sql, long id, Set<ActionState> which) throws SQLException {
    if (which.isEmpty()) {
      return false;
    }
    List<Action> actions = ActionRows.inStates(sql, id, which, BATCH);
    for (Action action : actions) {
      assignments.cancel(sql, action, ActionEvent.CANCEL);
    }
    return actions.size() == BATCH;
  }
}
