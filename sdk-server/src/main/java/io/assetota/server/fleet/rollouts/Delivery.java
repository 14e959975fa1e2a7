package io.assetota.server.fleet.rollouts;

import io.assetota.ota.report.DeviceAttributes;
import io.assetota.server.fleet.devices.DeviceReports.Listener;
import io.assetota.server.fleet.devices.Presence;
import io.assetota.server.fleet.groups.Tags;
import io.assetota.server.store.BundleFiles;
import io.assetota.server.store.Database;
import io.assetota.server.store.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;

/** All that brings releases to devices, put together. */
public final class Delivery implements Listener {
  private final Assignments assignments;
  private final Rollouts rollouts;
  private final RolloutReports reports;
  private final Blocks blocks;
  private final Actions actions;
  private final Conversations conversations;
  private final LostReleases lost;
  private final Relapses relapses;

  private Delivery(
      Database database,
      BundleFiles files,
      Presence presence,
      InstantSource clock,
      Unsettled unsettled,
      Random random) {
    assignments = new Assignments(unsettled, clock);
    Settling settling = new Settling(database, unsettled, assignments);
    rollouts = new Rollouts(database, files, clock, random, unsettled, assignments, settling);
    reports = new RolloutReports(database);
    blocks = new Blocks(database, clock, unsettled, settling);
    actions = new Actions(database, assignments, presence);
    conversations = new Conversations(database, assignments, settling, clock);
    lost = new LostReleases(database, rollouts, clock);
    relapses = new Relapses(assignments);
  }

  /** Opens what a database has; the first {@link Rollouts#settle} goes on where it stopped. */
  public static Delivery open(
      Database database, BundleFiles files, Presence presence, InstantSource clock, Random random)
      throws IOException {
    Unsettled unsettled = new Unsettled();
    unsettled.open(database);
    return new Delivery(database, files, presence, clock, unsettled, random);
  }

  /** What goes where. */
  public Rollouts rollouts() {
    return rollouts;
  }

  /** How far that is. */
  public RolloutReports reports() {
    return reports;
  }

  /** What goes nowhere. */
  public Blocks blocks() {
    return blocks;
  }

  /** What each device has to do. */
  public Actions actions() {
    return actions;
  }

  /** What devices say about it. */
  public Conversations conversations() {
    return conversations;
  }

  /** What devices get again. */
  public LostReleases lost() {
    return lost;
  }

  /** Offers a device what it may have since its tags have changed. */
  public void tagged(Sql sql, String deviceId) throws SQLException {
    assignments.offer(sql, deviceId);
  }

  @Override
  public OptionalLong reported(
      Sql sql, String deviceId, Map<String, String> raw, DeviceAttributes attributes)
      throws SQLException {
    Tags.told(sql, deviceId, raw);
    // First, since a device that is offered something has another newest action.
    OptionalLong failed = relapses.reported(sql, deviceId, raw, attributes);
    // Only now does the server know the device's platform, and its tags.
    assignments.offer(sql, deviceId);
    // A device on trial is about to say whether it keeps what somebody has given it.
    if (DeviceAttributes.areComplete(raw) && !attributes.onTrial()) {
      lost.reported(sql, deviceId, attributes.application());
    }
    return failed;
  }
}
