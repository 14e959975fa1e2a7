package io.assetota.server.fleet;

import io.assetota.core.bundle.BundleLimits;
import io.assetota.server.fleet.audit.AuditTrail;
import io.assetota.server.fleet.devices.DeviceReports;
import io.assetota.server.fleet.devices.DeviceTokens;
import io.assetota.server.fleet.devices.Devices;
import io.assetota.server.fleet.devices.Presence;
import io.assetota.server.fleet.groups.Selections;
import io.assetota.server.fleet.groups.Tags;
import io.assetota.server.fleet.operators.Operators;
import io.assetota.server.fleet.releases.Inventory;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.releases.Releases;
import io.assetota.server.fleet.rollouts.Actions;
import io.assetota.server.fleet.rollouts.Blocks;
import io.assetota.server.fleet.rollouts.Conversations;
import io.assetota.server.fleet.rollouts.Delivery;
import io.assetota.server.fleet.rollouts.LostReleases;
import io.assetota.server.fleet.rollouts.RolloutReports;
import io.assetota.server.fleet.rollouts.Rollouts;
import io.assetota.server.store.BundleFiles;
import io.assetota.server.store.Database;
import io.assetota.server.store.Opening;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/**
 * All that the server knows.
 *
 * @param releases what was uploaded
 * @param devices the devices
 * @param reports what devices tell about themselves
 * @param deviceTokens the devices' own tokens
 * @param tags the tags of devices
 * @param selections questions about devices that have a name
 * @param rollouts what goes where
 * @param rolloutReports how far that is
 * @param blocks what goes nowhere
 * @param actions what each device has to do
 * @param conversations what devices say about it
 * @param lost what devices get again
 * @param tokens the tokens of gateways and operators
 * @param operators who uses the console and the API
 * @param audit what they did
 * @param presence when devices were seen, and what they fetched
 * @param restored the releases that were taken in from their bundles at this start
 */
public record Fleet(
    Releases releases,
    Devices devices,
    DeviceReports reports,
    DeviceTokens deviceTokens,
    Tags tags,
    Selections selections,
    Rollouts rollouts,
    RolloutReports rolloutReports,
    Blocks blocks,
    Actions actions,
    Conversations conversations,
    LostReleases lost,
    Tokens tokens,
    Operators operators,
    AuditTrail audit,
    Presence presence,
    List<Release> restored) {
  /** Copies the list. */
  public Fleet {
    restored = List.copyOf(restored);
  }

  /** Opens what a database and a folder of bundles have. */
  public static Fleet open(
      BundleFiles files,
      Opening opening,
      Database database,
      InstantSource clock,
      Random random,
      BundleLimits limits,
      long maxBundleSize)
      throws IOException {
    List<Release> restored = new Inventory(database, files, limits).take(opening);
    Presence presence = new Presence(database, clock);
    Delivery delivery = Delivery.open(database, files, presence, clock, random);
    return new Fleet(
        new Releases(database, files, clock, limits, maxBundleSize),
        new Devices(database, presence, clock),
        new DeviceReports(database, clock, delivery),
        new DeviceTokens(database),
        new Tags(database, delivery::tagged),
        new Selections(database, clock),
        delivery.rollouts(),
        delivery.reports(),
        delivery.blocks(),
        delivery.actions(),
        delivery.conversations(),
        delivery.lost(),
        new Tokens(database, clock, random),
        new Operators(database, clock),
        new AuditTrail(database, clock),
        presence,
        restored);
  }
}
