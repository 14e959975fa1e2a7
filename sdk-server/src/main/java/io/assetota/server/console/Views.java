package io.assetota.server.console;

import io.assetota.ota.report.DeviceAttributes;
import io.assetota.server.console.login.Session;
import io.assetota.server.console.page.Format;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.devices.Device;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.rollouts.Action;
import io.assetota.server.fleet.rollouts.Rollout;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what pages show. */
final class Views {
  private static final int MISSED_POLLS = 3;

  private final Fleet fleet;
  private final InstantSource clock;
  private final Duration onlineFor;

  Views(Fleet fleet, InstantSource clock, Duration pollingInterval) {
    this.fleet = fleet;
    this.clock = clock;
    onlineFor = pollingInterval.multipliedBy(MISSED_POLLS);
  }

  Fleet fleet() {
    return fleet;
  }

  Frame frame(String title, String section, Session session) {
    return new Frame(
        title,
        section,
        session.csrfToken(),
        session.takeNotice(),
        new Format(clock.instant()),
        session.operator());
  }

  Instant onlineSince() {
    return clock.instant().minus(onlineFor);
  }

  DeviceRow row(Device device) throws IOException {
    DeviceAttributes attributes = DeviceAttributes.parse(fleet.reports().attributes(device.id()));
    Optional<Action> action = fleet.actions().ofDevice(device.id(), 1).stream().findFirst();
    return new DeviceRow(
        device,
        attributes,
        application(device, attributes),
        action,
        device.lastSeen().filter(t -> t.isAfter(onlineSince())).isPresent());
  }

  private String application(Device device, DeviceAttributes attributes) throws IOException {
    if (attributes.application().isPresent()) {
      Optional<Release> release = fleet.releases().ofApplication(attributes.application().get());
      if (release.isPresent()) {
        return release.get().title();
      }
    }
    return device.installedByOthers().or(attributes::title).orElse("");
  }

  RolloutRow row(Rollout rollout) throws IOException {
    return new RolloutRow(
        rollout,
        fleet.releases().find(rollout.releaseId()).orElseThrow(),
        fleet.rolloutReports().counts(rollout.id()));
  }

  List<RolloutRow> rollouts(int limit, boolean onlyOpen) throws IOException {
    List<RolloutRow> rows = new ArrayList<>();
    for (Rollout rollout : fleet.rollouts().list(limit)) {
      if (rollout.isOpen() || !onlyOpen) {
        rows.add(row(rollout));
      }
    }
    return rows;
  }

  ActionRow row(Action action) throws IOException {
    return new ActionRow(action, fleet.releases().find(action.releaseId()).orElseThrow());
  }
}
