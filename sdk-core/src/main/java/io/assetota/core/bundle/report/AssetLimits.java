package io.assetota.core.bundle.report;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.Platform;
import io.assetota.core.model.StorageLimits;
import java.util.ArrayList;
import java.util.List;

/**
 * How much of a platform's asset storage a set of assets takes, and which limits it exceeds
 * (docs/FORMAT.md, Platforms and limits).
 *
 * @param platform the platform
 * @param limits its limits
 * @param assets the modules that were counted
 * @param total bytes of storage that they take together
 * @param exceeded a message for each exceeded limit; empty when all fits
 */
public record AssetLimits(
    Platform platform,
    StorageLimits limits,
    List<SizedModule> assets,
    long total,
    List<String> exceeded) {

  /**
   * The name and length of an asset module.
   *
   * @param name the asset's name
   * @param length length of the module in bytes, 0 or more
   */
  public record SizedModule(String name, long length) {
    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if the length is negative
     */
    public SizedModule {
      if (length < 0) {
        throw new IllegalArgumentException("module length must not be negative: " + length);
      }
    }

    /**
     * Returns how much of the storage the module takes.
     *
     * @return bytes, whole blocks
     */
    public long storageSize() {
      return StorageLimits.storageSize(length);
    }
  }

  /** Copies the lists. */
  public AssetLimits {
    assets = List.copyOf(assets);
    exceeded = List.copyOf(exceeded);
  }

  /**
   * Compares a set of assets with a platform's limits.
   *
   * @param platform the platform, with the limits that count ({@link Platform#withStorage})
   * @param assets the modules of all assets
   * @return what they take, and which limits they exceed
   * @throws AssetException if the platform has no asset storage
   */
  public static AssetLimits check(Platform platform, List<SizedModule> assets)
      throws AssetException {
    StorageLimits limits =
        platform
            .storage()
            .orElseThrow(
                () ->
                    new AssetException(
                        "This platform does not support assets: " + platform + " has no storage"));
    List<String> exceeded = new ArrayList<>();
    long total = 0;
    for (SizedModule asset : assets) {
      total += asset.storageSize();
      if (asset.length() > limits.largestModule()) {
        exceeded.add(
            "Asset "
                + asset.name()
                + " exceeds maximum single asset size limit by "
                + (asset.length() - limits.largestModule())
                + " bytes");
      }
    }
    if (total > limits.total()) {
      exceeded.add(
          "Total size of assets exceeds platform limits by " + (total - limits.total()) + " bytes");
    }
    return new AssetLimits(platform, limits, assets, total, exceeded);
  }

  /**
   * Tells whether all assets fit.
   *
   * @return true if no limit is exceeded
   */
  public boolean fit() {
    return exceeded.isEmpty();
  }
}
