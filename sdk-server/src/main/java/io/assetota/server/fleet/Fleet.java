package io.assetota.server.fleet;

import io.assetota.core.bundle.BundleLimits;
import io.assetota.server.store.BundleFiles;
import io.assetota.server.store.Database;
import io.assetota.server.store.Opening;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/**
 * All that the server knows, behind one door.
 *
 * @param releases the releases
 * @param devices the devices
 * @param rollouts the rollouts
 * @param actions what each device has to do
 * @param tokens who may talk to the server
 * @param presence who does
 * @param restored the releases that were taken in from their bundles at this start
 */
public record Fleet(
    Releases releases,
    Devices devices,
    Rollouts rollouts,
    Actions actions,
    Tokens tokens,
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
    Rollouts rollouts = new Rollouts(database, files, clock, random);
    rollouts.open();
    Presence presence = new Presence(database, clock);
    return new Fleet(
        new Releases(database, files, clock, limits, maxBundleSize),
        new Devices(database, rollouts, presence, clock),
        rollouts,
        new Actions(database, rollouts, clock),
        new Tokens(database, clock, random),
        presence,
        restored);
  }
}
