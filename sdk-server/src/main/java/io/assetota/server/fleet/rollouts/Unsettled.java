package io.assetota.server.fleet.rollouts;

import io.assetota.server.store.Database;
import io.assetota.server.store.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;

/** The rollouts whose devices don't all have yet what follows from its stage and state. */
final class Unsettled {
  /** In the order of their numbers: what is replaced lets go of its devices first. */
  private final NavigableSet<Long> rollouts = new ConcurrentSkipListSet<>();

  /** Finds what the server did not get to before it stopped. */
  void open(Database database) throws IOException {
    rollouts.addAll(database.read(RolloutRows::unsettled));
  }

  /** Adds a rollout, in the transaction that changes it. */
  void add(Sql sql, long id) throws SQLException {
    RolloutRows.settled(sql, id, false);
    rollouts.add(id);
  }

  /** Removes a rollout, in the transaction that settles the last of it. */
  void remove(Sql sql, long id) throws SQLException {
    RolloutRows.settled(sql, id, true);
    // While nobody else writes: who adds it again does so after this.
    rollouts.remove(id);
  }

  /** Forgets a rollout whose transaction was undone. */
  void forget(long id) {
    rollouts.remove(id);
  }

  /** Adds a rollout again whose settling failed. */
  void retry(long id) {
    rollouts.add(id);
  }

  List<Long> all() {
    return List.copyOf(rollouts);
  }
}
