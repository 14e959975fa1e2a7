package io.assetota.ota;

import com.google.common.collect.ImmutableList;
import io.assetota.core.application.FileContent;
import io.assetota.core.bundle.BundleEntry;
import io.assetota.core.device.InstalledApplication;
import io.assetota.core.install.InstallPlan;
import io.assetota.core.install.InstallPlan.PlannedAsset;
import io.assetota.core.model.AssetReference;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an update will do.
 *
 * @param application the application that the bundle brings
 * @param install what happens to each asset and file, and whether all fit
 * @param fetches the parts of the bundle that have to be fetched, in the application's order
 * @param applicationBytes bytes of the bundle that had to be fetched for the application, which the
 *     plan is made from; 0 if the device or an earlier attempt had it
 * @param bundleSize length of the whole bundle in bytes
 */
public record UpdatePlan(
    InstalledApplication application,
    InstallPlan install,
    List<Fetch> fetches,
    long applicationBytes,
    long bundleSize) {

  /**
   * An asset, or the content of files, that has to be fetched.
   *
   * @param asset the asset; files as {@link FileContent} names them
   * @param entry its entry in the bundle
   * @param kept bytes of it that an earlier attempt fetched, or that are fetched for another asset
   *     with the same content
   */
  public record Fetch(PlannedAsset asset, BundleEntry entry, long kept) {
    /**
     * Tells whether it is the content of files of the application, and no asset.
     *
     * @return whether it is
     */
    public boolean isFile() {
      return FileContent.is(asset.asset());
    }

    /**
     * Returns how much of the bundle this asset is.
     *
     * @return bytes
     */
    public long bytes() {
      return entry.range().length();
    }

    /**
     * Returns how much of the bundle still has to be fetched for this asset.
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
   * Returns how much of the bundle has to be fetched for this update: the application, and what no
   * earlier attempt has fetched of the assets and files.
   *
   * @return bytes; the directory not counted
   */
  public long bytesToFetch() {
    return applicationBytes + fetches.stream().mapToLong(Fetch::missing).sum();
  }

  /**
   * Returns how many assets have to be fetched, in whole or in part.
   *
   * @return 0 if all of them are on the device, from earlier attempts or other updates; without
   *     files
   */
  public int assetsToFetch() {
    return (int) fetches.stream().filter(f -> f.missing() > 0 && !f.isFile()).count();
  }

  /**
   * Returns how many different contents of the application's files have to be fetched, in whole or
   * in part.
   *
   * @return 0 if all of them are on the device, or the application is no folder
   */
  public int filesToFetch() {
    return (int) fetches.stream().filter(f -> f.missing() > 0 && f.isFile()).count();
  }

  /** Returns what has to come. */
  Set<AssetReference> movingAssets() {
    return fetches.stream().map(f -> f.asset().asset()).collect(Collectors.toSet());
  }
}
