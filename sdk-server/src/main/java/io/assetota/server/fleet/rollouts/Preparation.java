package io.assetota.server.fleet.rollouts;

import com.google.common.base.Joiner;
import com.google.common.collect.Iterables;
import io.assetota.core.model.ApplicationId;
import io.assetota.core.model.Printable;
import io.assetota.server.fleet.devices.Device;
import io.assetota.server.fleet.devices.DeviceRows;
import io.assetota.server.fleet.groups.DeviceQuery;
import io.assetota.server.fleet.groups.Selections;
import io.assetota.server.fleet.groups.Tags;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.rules.AfterFailedTrial;
import io.assetota.server.fleet.rules.RefusedException;
import io.assetota.server.fleet.rules.UpdateMode;
import io.assetota.server.fleet.waves.PlannedWave;
import io.assetota.server.store.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a plan means for the fleet as it is.
 *
 * @param query what its devices are asked for; empty for one, all and a list
 * @param devices how many get it, of those that are known
 * @param leftOut how many don't, as the release has failed its trial there
 * @param waves its waves
 */
public record Preparation(String query, long devices, long leftOut, List<PlannedWave> waves) {
  private static final int NAMED = 10;

  /** Copies the list. */
  public Preparation {
    waves = List.copyOf(waves);
  }

  /**
   * What is to be rolled out; it may not be uploaded yet.
   *
   * @param title what people call it
   * @param platform its platform
   * @param application its application; empty if that is not known
   */
  public record Candidate(String title, String platform, Optional<ApplicationId> application) {
    static Candidate of(Release release) {
      return new Candidate(
          release.title(), release.platformName(), Optional.of(release.application()));
    }

    boolean suits(Device device) {
      return device.platform().isEmpty() || device.platform().get().equals(platform);
    }
  }

  /**
   * Prepares a plan.
   *
   * @throws RefusedException if it can't be carried out
   */
  static Preparation of(Sql sql, RolloutPlan plan, Candidate candidate)
      throws IOException, SQLException {
    if (plan.mode() == UpdateMode.DOWNLOAD_ONLY && plan.window().isPresent()) {
      throw new RefusedException(
          "A maintenance window is for installing, and devices would only fetch: leave one of both"
              + " out");
    }
    Audience audience = plan.audience();
    switch (audience.target()) {
      case ONE -> {
        requireDevice(sql, candidate, audience.name());
        if (plan.afterFailedTrial() == AfterFailedTrial.LEFT_OUT) {
          FailedTrials.requireNone(sql, audience.name(), candidate);
        }
        return new Preparation("", 1, 0, plan.waves().plan(1, plan.maxFailures()));
      }
      case LIST -> {
        requireDevices(sql, candidate, audience);
        return counted(sql, plan, candidate, "", audience.devices().size());
      }
      case ALL -> {
        return counted(sql, plan, candidate, "");
      }
      case TAG -> {
        Tags.requireKnown(sql, List.of(audience.name()));
        return counted(sql, plan, candidate, DeviceQuery.ofTag(audience.name()).toString());
      }
      case SELECTION -> {
        DeviceQuery query =
            Selections.find(sql, audience.name())
                .orElseThrow(
                    () ->
                        new RefusedException(
                            "There is no selection " + Printable.text(audience.name())));
        Tags.requireKnown(sql, query.tags());
        return counted(sql, plan, candidate, query.toString());
      }
    }
    throw new IllegalStateException(audience.toString());
  }

  private static Preparation counted(Sql sql, RolloutPlan plan, Candidate candidate, String query)
      throws IOException, SQLException {
    return counted(
        sql, plan, candidate, query, Candidates.of(candidate.platform(), query).count(sql));
  }

  private static Preparation counted(
      Sql sql, RolloutPlan plan, Candidate candidate, String query, long all)
      throws IOException, SQLException {
    Tags.requireKnown(sql, plan.waves().tags());
    long leftOut =
        plan.afterFailedTrial() == AfterFailedTrial.LEFT_OUT
            ? FailedTrials.count(sql, plan.audience(), query, candidate)
            : 0;
    return new Preparation(
        query,
        all - leftOut,
        leftOut,
        plan.waves().plan(Math.max(0, all - leftOut), plan.maxFailures()));
  }

  private static void requireDevice(Sql sql, Candidate candidate, String deviceId)
      throws IOException, SQLException {
    Device device =
        DeviceRows.find(sql, deviceId)
            .orElseThrow(
                () -> new RefusedException("There is no device " + Printable.text(deviceId)));
    if (!candidate.suits(device)) {
      throw new RefusedException(
          candidate.title()
              + " is for "
              + candidate.platform()
              + ", and "
              + deviceId
              + " is of platform "
              + device.platform().orElse("unknown"));
    }
  }

  private static void requireDevices(Sql sql, Candidate candidate, Audience audience)
      throws IOException, SQLException {
    if (audience.devices().isEmpty()) {
      throw new RefusedException("The list has no devices");
    }
    List<String> unknown = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String id : audience.devices()) {
      Optional<Device> device = DeviceRows.find(sql, id);
      if (device.isEmpty()) {
        unknown.add(id);
      } else if (!candidate.suits(device.get())) {
        others.add(id);
      }
    }
    if (!unknown.isEmpty()) {
      throw new RefusedException("There are no devices of these names: " + named(unknown));
    }
    if (!others.isEmpty()) {
      throw new RefusedException(
          candidate.title()
              + " is for "
              + candidate.platform()
              + ", and these devices are of another platform: "
              + named(others));
    }
  }

  private static String named(List<String> devices) {
    String names =
        Joiner.on(", ").join(Iterables.transform(Iterables.limit(devices, NAMED), Printable::text));
    return devices.size() > NAMED ? names + ", and " + (devices.size() - NAMED) + " more" : names;
  }
}
