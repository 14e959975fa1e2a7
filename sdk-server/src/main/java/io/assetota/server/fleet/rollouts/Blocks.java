package io.assetota.server.fleet.rollouts;

import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.releases.Releases;
import io.assetota.server.fleet.rules.RefusedException;
import io.assetota.server.fleet.rules.RolloutEvent;
import io.assetota.server.fleet.rules.RolloutRules;
import io.assetota.server.fleet.rules.RolloutState;
import io.assetota.server.store.Database;
import io.assetota.server.store.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;

/** Keeps releases from all devices. */
public final class Blocks {
  private static final int MAX_REASON = 300;

  private final Database database;
  private final InstantSource clock;
  private final Unsettled unsettled;
  private final Settling settling;

  Blocks(Database database, InstantSource clock, Unsettled unsettled, Settling settling) {
    this.database = database;
    this.clock = clock;
    this.unsettled = unsettled;
    this.settling = settling;
  }

  /**
   * Blocks a release: its rollouts end, devices that have begun are asked to stop, and nobody gets
   * it any more. Devices that have it keep it.
   *
   * @param reason why, for people
   */
  public void block(long releaseId, String reason) throws IOException {
    String why = reason.strip();
    if (why.isEmpty()
        || why.length() > MAX_REASON
        || why.chars().anyMatch(Character::isISOControl)) {
      throw new RefusedException(
          "To block a release takes a reason of up to " + MAX_REASON + " characters, on one line");
    }
    database.write(
        sql -> {
          require(sql, releaseId);
          Releases.block(sql, releaseId, Optional.of(clock.instant()), why);
          for (Rollout rollout :
              RolloutRows.ofRelease(
                  sql, releaseId, RolloutState.OPEN.toArray(RolloutState[]::new))) {
            Optional<RolloutState> after = RolloutRules.after(rollout.state(), RolloutEvent.BLOCK);
            if (after.isPresent()) {
              RolloutRows.move(sql, rollout.id(), after.get(), "The release was blocked: " + why);
              unsettled.add(sql, rollout.id());
            }
          }
        });
    settling.run();
  }

  /** Lets a release be rolled out again. The rollouts that have ended don't begin again. */
  public void unblock(long releaseId) throws IOException {
    database.write(
        sql -> {
          if (require(sql, releaseId).blocked().isEmpty()) {
            throw new RefusedException("Release " + releaseId + " is not blocked");
          }
          Releases.block(sql, releaseId, Optional.empty(), "");
        });
  }

  private static Release require(Sql sql, long releaseId) throws IOException, SQLException {
    return Releases.find(sql, releaseId)
        .orElseThrow(() -> new RefusedException("There is no release " + releaseId));
  }
}
