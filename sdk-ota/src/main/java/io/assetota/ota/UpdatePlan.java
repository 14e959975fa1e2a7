package io.assetota.ota;

import com.google.common.collect.ImmutableList;
import io.assetota.core.application.FileContent;
import io.assetota.core.bundle.BundleEntry;
import io.assetota.core.bundle.ByteRange;
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
 * @param tableBytes bytes of the bundle that were read of its table of chunks, which tells what of
 *     the contents is on the device; 0 if there is no table, or nothing has to come
 * @param bundleSize length of the whole bundle in bytes
 */
public record UpdatePlan(
    InstalledApplication application,
    InstallPlan install,
    List<Fetch> fetches,
    long applicationBytes,
    long tableBytes,
    long bundleSize) {

  /**
   * An asset, or the content of files, that has to be fetched.
   *
   * @param asset the asset; files as {@link FileContent} names them
   * @param entry its entry in the bundle
   * @param ranges what has to come of the bundle: the entry's range, or only the chunks that are
   *     not on the device, in ascending order
   * @param kept bytes of them that an earlier attempt fetched, or that are fetched for another
   *     asset with the same content
   */
  public record Fetch(PlannedAsset asset, BundleEntry entry, List<ByteRange> ranges, long kept) {
    /** Copies the list. */
    public Fetch {
      ranges = ImmutableList.copyOf(ranges);
    }

    /**
     * Tells whether only a part of the asset comes, since the rest of its content is on the device.
     *
     * @return whether it is
     */
    public boolean isDelta() {
      return !ranges.equals(List.of(entry.range()));
    }

    /**
     * Tells whether it is the content of files of the application, and no asset.
     *
     * @return whether it is
     */
    public boolean isFile() {
      return FileContent.is(asset.asset());
    }

    /**
     * Returns how much of the bundle has to come for this asset.
     *
     * @return bytes, those that are kept included
     */
    public long bytes() {
      return ranges.stream().mapToLong(ByteRange::length).sum();
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
   * Returns how much of the bundle has to be fetched for this update: the application, and what
   * neither the device nor an earlier attempt has of the assets and files.
   *
   * @return bytes; the directory and the table of chunks, which the plan is made from, not counted
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
