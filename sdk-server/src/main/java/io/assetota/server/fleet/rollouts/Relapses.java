package io.assetota.server.fleet.rollouts;

import io.assetota.ota.report.DeviceAttributes;
import io.assetota.ota.report.FailureReason;
import io.assetota.ota.report.RuntimeAttributes;
import io.assetota.server.fleet.releases.Releases;
import io.assetota.server.fleet.rules.Relapse;
import io.assetota.server.fleet.rules.Relapse.Situation;
import io.assetota.server.store.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices devices whose application fails again and again after it was installed. */
final class Relapses {
  private static final Logger log = LoggerFactory.getLogger(Relapses.class);

  private final Assignments assignments;

  Relapses(Assignments assignments) {
    this.assignments = assignments;
  }

  /**
   * Looks at what a device reports, in the transaction that takes its report.
   *
   * @return number of the action that has failed by that; empty if none has
   */
  OptionalLong reported(Sql sql, String deviceId, Map<String, String> raw, DeviceAttributes device)
      throws SQLException {
    Optional<RuntimeAttributes> runtime =
        RuntimeAttributes.parse(raw).filter(RuntimeAttributes::isFailing);
    Optional<Action> newest =
        runtime.isPresent() ? ActionRows.newest(sql, deviceId) : Optional.empty();
    if (newest.isEmpty() || !isRelapse(sql, newest.get(), device, runtime.orElseThrow())) {
      return OptionalLong.empty();
    }
    Action action = newest.get();
    List<String> details = details(runtime.orElseThrow());
    FailureReason reason = FailureReason.of(details, deviceId);
    assignments.relapsed(sql, action, reason, details);
    log.warn("{} has release {}, which {}", deviceId, action.releaseId(), reason.text());
    return OptionalLong.of(action.id());
  }

  private static boolean isRelapse(
      Sql sql, Action action, DeviceAttributes device, RuntimeAttributes runtime)
      throws SQLException {
    return Relapse.isRelapse(
        new Situation(
            device,
            runtime,
            Releases.find(sql, action.releaseId()).orElseThrow().application(),
            action.state(),
            RolloutRows.find(sql, action.rolloutId()).orElseThrow().state()));
  }

  /** The first one is the reason: without a number, so that devices that fail alike are a group. */
  private static List<String> details(RuntimeAttributes runtime) {
    return List.of(
        "failed after it was installed: " + runtime.reason().orElse("it does not keep running"),
        "started " + runtime.starts() + " times in a row; the runtime is " + runtime.state());
  }
}
