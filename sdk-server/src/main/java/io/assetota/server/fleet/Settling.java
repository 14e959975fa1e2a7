package io.assetota.server.fleet;

import io.assetota.server.fleet.Rollout.Stage;
import io.assetota.server.store.Database;
import io.assetota.server.store.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives all devices what follows from a rollout's stage and state: an action, or its end. That may
 * be a hundred thousand devices, so it is done some at a time, and others write in between. The
 * rollout's own row is written before, and says that it is not settled: after a crash, the next
 * start goes on.
 */
final class Settling {
  private static final Logger log = LoggerFactory.getLogger(Settling.class);

  /** Takes some ten milliseconds, and as long waits who writes in between. */
  private static final int BATCH = 200;

  private final Database database;
  private final Rollouts rollouts;
  private final Random random;

  /** In the order of their numbers: what is replaced lets go of its devices first. */
  private final NavigableSet<Long> unsettled = new ConcurrentSkipListSet<>();

  /** One thread at a time: a second one has nothing to do but to wait until it is done. */
  private final ReentrantLock settling = new ReentrantLock();

  Settling(Database database, Rollouts rollouts, Random random) {
    this.database = database;
    this.rollouts = rollouts;
    this.random = random;
  }

  /** Finds what the server did not come to before it stopped. */
  void open() throws IOException {
    unsettled.addAll(
        database.read(
            sql -> sql.list("SELECT id FROM rollout WHERE NOT settled", row -> row.getLong(1))));
  }

  /** Notes, in the transaction that changes it, that a rollout has to be settled. */
  void begin(Sql sql, long id) throws SQLException {
    sql.update("UPDATE rollout SET settled = FALSE WHERE id = ?", id);
    unsettled.add(id);
  }

  /** Settles what is not. What fails is told, and tried again the next time. */
  void run() {
    settling.lock();
    try {
      for (long id : List.copyOf(unsettled)) {
        boolean done = false;
        try {
          settle(id);
          done = true;
        } finally {
          if (!done) {
            unsettled.add(id);
          }
        }
      }
    } catch (IOException e) {
      log.warn("A rollout is not at all its devices yet, and is tried again: {}", e.getMessage());
    } finally {
      settling.unlock();
    }
  }

  private void settle(long id) throws IOException {
    // Behind the transaction that made it unsettled, which may not be through yet.
    if (database.compute(sql -> Rollouts.find(sql, id)).isEmpty()) {
      unsettled.remove(id);
      return;
    }
    List<String> devices = new ArrayList<>(database.read(sql -> RolloutRows.without(sql, id)));
    // Any of them, so that it's not always the same ones that go first, and suffer.
    Collections.shuffle(devices, random);
    Iterator<String> rest = devices.iterator();
    boolean more = true;
    while (more) {
      more = database.compute(sql -> settleSome(sql, id, rest));
    }
  }

  /** Returns whether there is more to do. */
  private boolean settleSome(Sql sql, long id, Iterator<String> rest)
      throws IOException, SQLException {
    Rollout rollout = Rollouts.find(sql, id).orElseThrow();
    boolean more =
        switch (rollout.state()) {
          case RUNNING, PAUSED -> assign(sql, rollout, rest);
          case CANCELED -> end(sql, id, "state <> 'CANCELING'");
          case REPLACED -> end(sql, id, "state IN ('PENDING', 'CONFIRM')");
          case DONE -> false;
        };
    if (!more) {
      sql.update("UPDATE rollout SET settled = TRUE WHERE id = ?", id);
      // While nobody else writes: who makes it unsettled again does so behind this.
      unsettled.remove(id);
    }
    return more;
  }

  private boolean assign(Sql sql, Rollout rollout, Iterator<String> rest) throws SQLException {
    long room =
        rollout.stage() == Stage.CANARY
            ? rollout.canaries() - RolloutRows.actions(sql, rollout.id())
            : Long.MAX_VALUE;
    int assigned = 0;
    while (rest.hasNext() && assigned < Math.min(room, BATCH)) {
      String device = rest.next();
      // It may have got it by itself, or be gone by now.
      if (Devices.find(sql, device).isPresent() && !RolloutRows.has(sql, rollout.id(), device)) {
        rollouts.assign(sql, rollout, device);
        assigned++;
      }
    }
    return rest.hasNext() && assigned < room;
  }

  private boolean end(Sql sql, long id, String which) throws SQLException {
    List<Action> actions =
        sql.list(
            "SELECT "
                + Action.COLUMNS
                + " FROM action WHERE rollout_id = ? AND active AND "
                + which
                + " LIMIT "
                + BATCH,
            Action::read,
            id);
    for (Action action : actions) {
      rollouts.cancel(sql, action, false);
    }
    return actions.size() == BATCH;
  }
}
