package io.assetota.ota;

import com.google.common.collect.ImmutableList;
import io.assetota.bundle.BundleEntry;
import io.assetota.core.AssetReference;
import io.assetota.core.InstallPlan;
import io.assetota.core.InstallPlan.PlannedAsset;
import io.assetota.core.InstalledApplication;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an update will do, before anything moves.
 *
 * @param application the application that the bundle brings
 * @param install what happens to each asset, and whether all fit
 * @param fetches the parts of the bundle that have to come, in the application's order
 * @param bundleSize length of the whole bundle in bytes
 */
public record UpdatePlan(
    InstalledApplication application, InstallPlan install, List<Fetch> fetches, long bundleSize) {

  /**
   * One asset that has to come.
   *
   * @param asset the asset
   * @param entry its entry in the bundle
   */
  public record Fetch(PlannedAsset asset, BundleEntry entry) {
    /**
     * Returns how much of the bundle has to come for this asset.
     *
     * @return bytes
     */
    public long bytes() {
      return entry.range().length();
    }
  }

  /** Copies the list. */
  public UpdatePlan {
    fetches = ImmutableList.copyOf(fetches);
  }

  /**
   * Returns how much of the bundle has to come for all assets.
   *
   * @return bytes; the directory and the application, which the plan is made from, not counted
   */
  public long bytesToFetch() {
    return fetches.stream().mapToLong(Fetch::bytes).sum();
  }

  /** Returns what has to come. */
  Set<AssetReference> movingAssets() {
    return fetches.stream().map(f -> f.asset().asset()).collect(Collectors.toSet());
  }
}
