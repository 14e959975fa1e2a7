package io.assetota.server.fleet;

import io.assetota.bundle.BundleLimits;
import io.assetota.core.AssetHash;
import io.assetota.server.store.BundleFiles;
import io.assetota.server.store.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
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
 */
public record Fleet(
    Releases releases,
    Devices devices,
    Rollouts rollouts,
    Actions actions,
    Tokens tokens,
    Presence presence) {
  /** Opens what is in a data folder. */
  public static Fleet open(
      Path folder,
      Database database,
      InstantSource clock,
      Random random,
      BundleLimits limits,
      long maxBundleSize)
      throws IOException {
    BundleFiles files = BundleFiles.open(folder);
    files.keepOnly(
        database.read(
            sql ->
                sql.list(
                    "SELECT sha256 FROM release WHERE NOT deleted",
                    row -> AssetHash.parse(row.getString(1)))));
    Rollouts rollouts = new Rollouts(database, clock, random);
    Presence presence = new Presence(database, clock);
    return new Fleet(
        new Releases(database, files, clock, limits, maxBundleSize),
        new Devices(database, rollouts, presence, clock),
        rollouts,
        new Actions(database, rollouts, clock),
        new Tokens(database, clock, random),
        presence);
  }
}
