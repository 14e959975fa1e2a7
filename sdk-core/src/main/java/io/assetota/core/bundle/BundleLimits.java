package io.assetota.core.bundle;

import io.assetota.core.bundle.report.AssetLimits;
import io.assetota.core.bundle.zip.ZipFormat;

/**
 * How large a bundle may be. The same limits apply when a bundle is built, signed, opened, verified
 * and installed, so that every bundle that can be built can also be used. To use larger bundles,
 * raise the limits of the builder and of all readers. The limits of a device's platform are
 * separate: see {@link AssetLimits}.
 *
 * <p>The numbers of entries and of bytes in the directory are fixed, and so is the length of an
 * application ({@link io.assetota.core.module.FirmwareModule#MAX_LENGTH}).
 *
 * @param contentSize the most bytes that all entries together may have when they are inflated; 1 or
 *     more
 */
public record BundleLimits(long contentSize) {
  /** 1 GiB of content. */
  public static final BundleLimits DEFAULT = new BundleLimits(1L << 30);

  /**
   * The most entries: application, its files, assets, environment variables, signatures, keyrings.
   */
  public static final int MAX_ENTRIES = 65_000;

  /** The most assets. */
  public static final int MAX_ASSETS = 10_000;

  /** The longest central directory in bytes. */
  public static final int MAX_DIRECTORY_SIZE = 16 * 1024 * 1024;

  /** The longest bundle in bytes: what a zip can have without zip64. */
  public static final long MAX_BUNDLE_SIZE = ZipFormat.MAX_32 - 1L;

  /** Room for headers, names, the directory, signatures and keyrings, in bytes. */
  public static final long OVERHEAD = 64L << 20;

  /** Content that doesn't compress grows by 5 bytes in 16 KiB at the most (RFC 1951, 3.2.4). */
  private static final int BYTES_PER_BYTE_OF_GROWTH = 1024;

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the size is less than 1
   */
  public BundleLimits {
    if (contentSize < 1) {
      throw new IllegalArgumentException("the content has at least a byte, not " + contentSize);
    }
  }

  /**
   * Returns a copy with another limit for the content.
   *
   * @param bytes the most bytes that all entries together may have when they are inflated
   * @return the copy
   * @throws IllegalArgumentException if it is less than 1
   */
  public BundleLimits withContentSize(long bytes) {
    return new BundleLimits(bytes);
  }

  /**
   * Returns how long a bundle within these limits can become when its content doesn't compress at
   * all. Use it to bound a file that can't be opened yet, such as an upload.
   *
   * @return bytes, at most {@link #MAX_BUNDLE_SIZE}
   */
  public long bundleSize() {
    if (contentSize >= MAX_BUNDLE_SIZE) {
      return MAX_BUNDLE_SIZE;
    }
    return Math.min(
        MAX_BUNDLE_SIZE, contentSize + contentSize / BYTES_PER_BYTE_OF_GROWTH + OVERHEAD);
  }
}
