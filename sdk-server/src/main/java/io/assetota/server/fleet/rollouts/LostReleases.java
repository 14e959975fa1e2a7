package io.assetota.server.fleet.rollouts;

import io.assetota.core.model.ApplicationId;
import io.assetota.server.fleet.devices.Device;
import io.assetota.server.fleet.devices.DeviceRows;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.releases.Releases;
import io.assetota.server.fleet.rules.LostRelease;
import io.assetota.server.fleet.rules.LostRelease.Situation;
import io.assetota.server.fleet.rules.RefusedException;
import io.assetota.server.store.Database;
import io.assetota.server.store.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives devices again what they have lost. A report marks a device, and the next poll gives it the
 * release: between the two, a device that was given something else on purpose says so.
 */
public final class LostReleases {
  private static final Logger log = LoggerFactory.getLogger(LostReleases.class);

  private final Database database;
  private final Rollouts rollouts;
  private final InstantSource clock;

  LostReleases(Database database, Rollouts rollouts, InstantSource clock) {
    this.database = database;
    this.rollouts = rollouts;
    this.clock = clock;
  }

  /** Notes whether a device has lost its release, in the transaction that takes its report. */
  void reported(Sql sql, String deviceId, Optional<ApplicationId> application) throws SQLException {
    Optional<Action> installed = installed(sql, deviceId);
    Optional<String> other = DeviceRows.find(sql, deviceId).flatMap(Device::installedByOthers);
    Optional<Action> newest = ActionRows.newest(sql, deviceId);
    boolean lost = false;
    if (installed.isPresent() && newest.isPresent()) {
      Release release = Releases.find(sql, installed.get().releaseId()).orElseThrow();
      lost =
          LostRelease.isLost(
              new Situation(
                  release.application(),
                  application,
                  other,
                  newest.get().state(),
                  RolloutRows.find(sql, newest.get().rolloutId()).orElseThrow().origin(),
                  RolloutRows.givenAgain(
                      sql, deviceId, clock.instant().minus(LostRelease.PERIOD))));
    }
    DeviceRows.noteLost(sql, deviceId, lost);
  }

  private static Optional<Action> installed(Sql sql, String deviceId) throws SQLException {
    Optional<Long> id = DeviceRows.find(sql, deviceId).flatMap(Device::installedAction);
    return id.isEmpty() ? Optional.empty() : ActionRows.find(sql, deviceId, id.get());
  }

  /** Gives a device its release again if it has lost it. */
  public void giveBack(Device device) throws IOException {
    if (!device.isLost()) {
      return;
    }
    Optional<Rollout> earlier =
        database.compute(
            sql -> {
              // Once for each report, whatever comes of it.
              DeviceRows.noteLost(sql, device.id(), false);
              Optional<Action> installed = installed(sql, device.id());
              return installed.isEmpty()
                  ? Optional.<Rollout>empty()
                  : RolloutRows.find(sql, installed.get().rolloutId());
            });
    if (earlier.isEmpty()) {
      return;
    }
    try {
      rollouts.start(RolloutPlan.again(earlier.get(), device.id()));
      log.info("{} has lost release {}, and gets it again", device.id(), earlier.get().releaseId());
    } catch (RefusedException e) {
      log.warn(
          "{} has lost release {}, and can't get it again: {}",
          device.id(),
          earlier.get().releaseId(),
          e.getMessage());
    }
  }
}
