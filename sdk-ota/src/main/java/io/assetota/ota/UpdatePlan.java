package io.assetota.ota;

import com.google.common.collect.ImmutableList;
import io.assetota.core.bundle.BundleEntry;
import io.assetota.core.device.InstalledApplication;
import io.assetota.core.install.InstallPlan;
import io.assetota.core.install.InstallPlan.PlannedAsset;
import io.assetota.core.model.AssetReference;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an update will do, before anything moves.
 *
 * @param application the application that the bundle brings
 * @param install what happens to each asset, and whether all fit
 * @param fetches the parts of the bundle that have to come, in the application's order
 * @param applicationBytes how much of the bundle had to come for the application, which the plan is
 *     made from; 0 if the device or an earlier try had it
 * @param bundleSize length of the whole bundle in bytes
 */
public record UpdatePlan(
    InstalledApplication application,
    InstallPlan install,
    List<Fetch> fetches,
    long applicationBytes,
    long bundleSize) {

  /**
   * One asset that has to come.
   *
   * @param asset the asset
   * @param entry its entry in the bundle
   * @param kept bytes of it that an earlier try has brought, or that come with another asset of the
   *     same content
   */
  public record Fetch(PlannedAsset asset, BundleEntry entry, long kept) {
    /**
     * Returns how much of the bundle this asset is.
     *
     * @return bytes
     */
    public long bytes() {
      return entry.range().length();
    }

    /**
     * Returns how much of the bundle has still to come for this asset.
     *
     * @return bytes
     */
    public long missing() {
      return bytes() - kept;
    }
  }

  /** Copies the list. */
  public UpdatePlan {
    fetches = ImmutableList.copyOf(fetches);
  }

  /**
   * Returns how much of the bundle has to come for this update: for the application, and for the
   * assets what no earlier try has brought.
   *
   * @return bytes; the directory not counted
   */
  public long bytesToFetch() {
    return applicationBytes + fetches.stream().mapToLong(Fetch::missing).sum();
  }

  /**
   * Returns how many assets have to come, or the rest of them.
   *
   * @return 0 if all are there, from earlier tries or from other updates
   */
  public int assetsToFetch() {
    return (int) fetches.stream().filter(f -> f.missing() > 0).count();
  }

  /** Returns what has to come. */
  Set<AssetReference> movingAssets() {
    return fetches.stream().map(f -> f.asset().asset()).collect(Collectors.toSet());
  }
}
