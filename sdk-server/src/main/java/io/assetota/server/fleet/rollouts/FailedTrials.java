package io.assetota.server.fleet.rollouts;

import io.assetota.ota.report.FailureReason;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.rollouts.Preparation.Candidate;
import io.assetota.server.fleet.rules.RefusedException;
import io.assetota.server.fleet.rules.RolloutFacts.Target;
import io.assetota.server.store.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Which applications have failed their trial on which devices: those don't get them again. */
final class FailedTrials {
  private FailedTrials() {}

  static void note(Sql sql, String deviceId, Release release, FailureReason reason, Instant now)
      throws SQLException {
    sql.update(
        "INSERT OR REPLACE INTO failed_trial (device_id, application_sha256, reason, at)"
            + " VALUES (?, ?, ?, ?)",
        deviceId,
        release.application().toString(),
        reason.text(),
        now);
  }

  /** Forgets it, as the application has succeeded after all. */
  static void forget(Sql sql, String deviceId, Release release) throws SQLException {
    sql.update(
        "DELETE FROM failed_trial WHERE device_id = ? AND application_sha256 = ?",
        deviceId,
        release.application().toString());
  }

  static void requireNone(Sql sql, String deviceId, Candidate candidate)
      throws IOException, SQLException {
    if (candidate.application().isEmpty()) {
      return;
    }
    Optional<String> why =
        sql.first(
            "SELECT reason FROM failed_trial WHERE device_id = ? AND application_sha256 = ?",
            row -> row.getString(1),
            deviceId,
            candidate.application().get().toString());
    if (why.isPresent()) {
      throw new RefusedException(
          candidate.title()
              + " failed its trial on "
              + deviceId
              + " ("
              + why.get()
              + "): force it to try it again there");
    }
  }

  /** Counts the devices of an audience on which an application has failed. */
  static long count(Sql sql, Audience audience, String query, Candidate candidate)
      throws SQLException {
    if (candidate.application().isEmpty()) {
      return 0;
    }
    String application = candidate.application().get().toString();
    if (audience.target() == Target.LIST) {
      long count = 0;
      for (String device : audience.devices()) {
        count +=
            sql.number(
                "SELECT COUNT(*) FROM failed_trial WHERE device_id = ? AND application_sha256 = ?",
                device,
                application);
      }
      return count;
    }
    Candidates all = Candidates.of(candidate.platform(), query);
    long before = all.count(sql);
    return before - all.withoutFailedTrials(application).count(sql);
  }
}
