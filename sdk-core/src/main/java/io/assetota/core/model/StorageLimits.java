package io.assetota.core.model;

import com.google.common.math.LongMath;
import java.math.RoundingMode;

/**
 * How much asset storage a platform has, and how an asset counts: whole blocks of 4 KiB, of which
 * each holds 4088 bytes of the asset's module.
 *
 * @param total bytes of storage for all assets, a multiple of the block size or {@link
 *     Long#MAX_VALUE}
 * @param largestModule the longest single asset module in bytes
 */
public record StorageLimits(long total, long largestModule) {
  /** Bytes of a block. */
  public static final int BLOCK_SIZE = 4096;

  /** Bytes of a block that hold content. */
  public static final int BLOCK_CONTENT = 4088;

  /** No limit other than the disk's. */
  public static final StorageLimits UNLIMITED = new StorageLimits(Long.MAX_VALUE, Long.MAX_VALUE);

  /** Blocks that the file system keeps for itself. */
  public static final int RESERVED_BLOCKS = 10;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is negative
   */
  public StorageLimits {
    if (total < 0 || largestModule < 0) {
      throw new IllegalArgumentException(
          "storage limits must not be negative: " + total + ", " + largestModule);
    }
  }

  /** The limits of a flash file system with this many blocks in all. */
  static StorageLimits ofBlocks(int blocks, long largestModule) {
    return new StorageLimits((long) BLOCK_SIZE * (blocks - RESERVED_BLOCKS), largestModule);
  }

  /**
   * Returns what a module takes of the storage.
   *
   * @param moduleLength length of the asset module in bytes, 0 or more
   * @return bytes, a multiple of {@link #BLOCK_SIZE}
   */
  public static long storageSize(long moduleLength) {
    return LongMath.divide(moduleLength, BLOCK_CONTENT, RoundingMode.CEILING) * BLOCK_SIZE;
  }

  /**
   * Tells whether there is a limit at all.
   *
   * @return true unless these are {@link #UNLIMITED}
   */
  public boolean isLimited() {
    return total != Long.MAX_VALUE;
  }
}
