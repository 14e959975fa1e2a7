package io.assetota.core.bundle.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.bundle.report.AssetLimits;
import io.assetota.core.bundle.report.BundleWarning;
import io.assetota.core.bundle.report.BundledAsset;
import io.assetota.core.model.Platform;
import io.assetota.core.model.StorageLimits;
import java.util.List;

/**
 * Warns of assets that the public encoder allows, but a device refuses (docs/FORMAT.md, Platforms
 * and limits). The numbers are those of Device OS: its asset manager keeps 16 blocks free of any
 * one asset, and its file system, littlefs 1, has its directory in pairs of blocks.
 */
final class DeviceOsStorage {
  /** Blocks that a module has to leave free. */
  private static final int FREE_BLOCKS = 16;

  /** A pair of blocks of the directory has its own header and checksum. */
  private static final int PAIR_CONTENT = StorageLimits.BLOCK_SIZE - 20;

  /** Bytes of the directory that a file takes besides its name. */
  private static final int ENTRY_LENGTH = 12;

  private final Platform platform;
  private final Findings findings;
  private final long blocks;

  private DeviceOsStorage(Platform platform, StorageLimits limits, Findings findings) {
    this.platform = platform;
    this.findings = findings;
    this.blocks = limits.total() / StorageLimits.BLOCK_SIZE + StorageLimits.RESERVED_BLOCKS;
  }

  /** Warns, unless the limits are exceeded anyway or there is no Device OS on the platform. */
  static void check(AssetLimits limits, List<BundledAsset> assets, Findings findings) {
    if (!limits.fit() || !limits.limits().isLimited() || isLinux(limits.platform())) {
      return;
    }
    DeviceOsStorage storage = new DeviceOsStorage(limits.platform(), limits.limits(), findings);
    assets.forEach(storage::checkModule);
    storage.checkDirectory(assets);
  }

  private static boolean isLinux(Platform platform) {
    return platform.id() == Platform.LINUX.id();
  }

  private void checkModule(BundledAsset asset) {
    long most = (blocks - FREE_BLOCKS) * StorageLimits.BLOCK_SIZE;
    if (asset.moduleSize() > most) {
      findings.warn(
          BundleWarning.of(
              BundleWarning.Kind.DEVICE_LIMIT,
              asset.name(),
              "Device OS on "
                  + platform
                  + " refuses it, and stays in safe mode: its module has "
                  + asset.moduleSize()
                  + " bytes, and at most "
                  + most
                  + " are stored"));
    }
  }

  private void checkDirectory(List<BundledAsset> assets) {
    long needed = 2 * (1 + pairs(assets));
    for (BundledAsset asset : assets) {
      needed += asset.storageSize() / StorageLimits.BLOCK_SIZE;
    }
    if (needed > blocks) {
      findings.warn(
          BundleWarning.of(
              BundleWarning.Kind.DEVICE_LIMIT,
              "assets",
              "with their names they take "
                  + needed
                  + " blocks, and the storage of "
                  + platform
                  + " has "
                  + blocks
                  + ": Device OS has no room for the last ones, and stays in safe mode; shorter"
                  + " names take less"));
    }
  }

  /** Pairs are filled one after the other. */
  private static long pairs(List<BundledAsset> assets) {
    long pairs = 1;
    long used = 0;
    for (BundledAsset asset : assets) {
      int entry = ENTRY_LENGTH + asset.name().getBytes(UTF_8).length;
      if (used + entry > PAIR_CONTENT) {
        pairs++;
        used = 0;
      }
      used += entry;
    }
    return pairs;
  }
}
