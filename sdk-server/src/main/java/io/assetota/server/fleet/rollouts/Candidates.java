package io.assetota.server.fleet.rollouts;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import io.assetota.ota.rollout.WaveSize;
import io.assetota.server.fleet.groups.DeviceQuery;
import io.assetota.server.fleet.groups.DeviceQuery.Condition;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.rules.ActionState;
import io.assetota.server.fleet.rules.AfterFailedTrial;
import io.assetota.server.fleet.rules.LostRelease.Origin;
import io.assetota.server.fleet.rules.RefusedException;
import io.assetota.server.fleet.rules.RolloutFacts.Target;
import io.assetota.server.store.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The devices that a rollout suits, and that have no part in it yet. The newest rollout decides for
 * a device: one that has got something by a later rollout, or works on that, is none of them.
 */
final class Candidates {
  private final StringBuilder where = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  private Candidates(String platform) {
    add("(platform IS NULL OR platform = ?)", platform);
  }

  private void add(String condition, Object... more) {
    where.append(where.length() == 0 ? "" : " AND ").append(condition);
    values.addAll(List.of(more));
  }

  private Candidates asked(String query) throws SQLException {
    if (!query.isEmpty()) {
      try {
        Condition condition = DeviceQuery.parse(query).condition();
        add(condition.sql(), condition.values().toArray());
      } catch (RefusedException e) {
        throw new SQLException("the database has a question that makes no sense", e);
      }
    }
    return this;
  }

  /** The devices of a platform that a question finds. */
  static Candidates of(String platform, String query) throws SQLException {
    return new Candidates(platform).asked(query);
  }

  /** Those that the wave of a rollout may still get. */
  static Candidates of(Sql sql, Rollout rollout, Release release) throws SQLException {
    Candidates candidates = of(release.platformName(), rollout.query());
    if (rollout.audience().target() == Target.LIST) {
      candidates.add(
          "id IN (SELECT device_id FROM rollout_device WHERE rollout_id = ?)", rollout.id());
    }
    WaveSize size = WaveRows.find(sql, rollout).plan().size();
    if (size.kind() == WaveSize.Kind.TAG) {
      candidates.asked("tag==" + size.tag());
    }
    if (rollout.afterFailedTrial() == AfterFailedTrial.LEFT_OUT) {
      candidates.withoutFailedTrials(release.application().toString());
    }
    candidates.without(rollout.id());
    candidates.add(
        "NOT EXISTS (SELECT 1 FROM action a JOIN rollout r ON r.id = a.rollout_id WHERE"
            + " a.device_id = device.id AND a.rollout_id > ? AND r.origin "
            + Sql.is(Origin.ROLLOUT)
            + " AND (a.active OR a.state "
            + Sql.is(ActionState.FINISHED)
            // It has that, even if its application fails again and again.
            + " OR a.id = device.installed_action))",
        rollout.id());
    return candidates;
  }

  /** Without those that have a part in a rollout. */
  Candidates without(long rolloutId) {
    add(
        "NOT EXISTS (SELECT 1 FROM action WHERE rollout_id = ? AND device_id = device.id)",
        rolloutId);
    return this;
  }

  /** Without those on which an application has failed its trial. */
  Candidates withoutFailedTrials(String application) {
    add(
        "NOT EXISTS (SELECT 1 FROM failed_trial WHERE device_id = device.id AND"
            + " application_sha256 = ?)",
        application);
    return this;
  }

  long count(Sql sql) throws SQLException {
    return sql.number("SELECT COUNT(*) FROM device WHERE " + where, values.toArray());
  }

  boolean contain(Sql sql, String deviceId) throws SQLException {
    List<Object> all = new ArrayList<>(values);
    all.add(deviceId);
    return sql.number("SELECT COUNT(*) FROM device WHERE " + where + " AND id = ?", all.toArray())
        > 0;
  }

  /**
   * Lists them in an order that looks like chance, so that not always the same devices go first,
   * and suffer. It is the same one each time, also after a restart.
   */
  List<String> shuffled(Sql sql, long seed) throws SQLException {
    record Place(long number, String device) {}
    HashFunction hash = Hashing.sipHash24(seed, ~seed);
    return sql
        .list("SELECT id FROM device WHERE " + where, row -> row.getString(1), values.toArray())
        .stream()
        .map(id -> new Place(hash.hashString(id, StandardCharsets.UTF_8).asLong(), id))
        .sorted(Comparator.comparingLong(Place::number).thenComparing(Place::device))
        .map(Place::device)
        .toList();
  }
}
