package io.assetota.server.fleet.rollouts;

import io.assetota.server.fleet.devices.DeviceRows;
import io.assetota.server.fleet.rules.ActionEvent;
import io.assetota.server.fleet.rules.ActionState;
import io.assetota.server.fleet.rules.RolloutRules;
import io.assetota.server.store.Database;
import io.assetota.server.store.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
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
  private final Random random;

  /** One thread at a time: a second one has nothing to do but to wait until it is done. */
  private final ReentrantLock settling = new ReentrantLock();

  Settling(Database database, Unsettled unsettled, Assignments assignments, Random random) {
    this.database = database;
    this.unsettled = unsettled;
    this.assignments = assignments;
    this.random = random;
  }

  /** Settles all that is not. A failure is logged, and what failed is tried again the next time. */
  void run() {
    settling.lock();
    try {
      for (long id : unsettled.all()) {
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
    } catch (IOException e) {
      log.warn(
          "A rollout has not reached all of its devices yet, and is tried again: {}",
          e.getMessage());
    } finally {
      settling.unlock();
    }
  }

  private void settle(long id) throws IOException {
    // Waits for the transaction that made it unsettled, which may not be through yet.
    if (database.compute(sql -> RolloutRows.find(sql, id)).isEmpty()) {
      unsettled.forget(id);
      return;
    }
    List<String> devices = new ArrayList<>(database.read(sql -> RolloutRows.without(sql, id)));
    // In any order, so that not always the same devices go first, and suffer.
    Collections.shuffle(devices, random);
    Iterator<String> rest = devices.iterator();
    boolean more = true;
    while (more) {
      more = database.compute(sql -> settleSome(sql, id, rest));
    }
  }

  /** Returns whether there is more to do. */
  private boolean settleSome(Sql sql, long id, Iterator<String> rest) throws SQLException {
    Rollout rollout = RolloutRows.find(sql, id).orElseThrow();
    boolean more =
        rollout.isOpen()
            ? assign(sql, rollout, rest)
            : end(sql, id, RolloutRules.ending(rollout.state()));
    if (!more) {
      unsettled.remove(sql, id);
    }
    return more;
  }

  private boolean assign(Sql sql, Rollout rollout, Iterator<String> rest) throws SQLException {
    long room = RolloutRules.room(rollout.facts(), RolloutRows.counts(sql, rollout.id()));
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
