package io.assetota.bundle;

import io.assetota.core.module.Platform;
import java.util.Optional;

/**
 * What a bundle is verified against.
 *
 * @param platform the platform that the application must be for, with the storage limits that
 *     count; empty for the application's own platform and its usual limits
 * @param maxContentSize the most bytes that all entries together may inflate to
 */
public record VerifyOptions(Optional<Platform> platform, long maxContentSize) {
  /** The application's own platform, and at most 1 GiB of content. */
  public static final VerifyOptions DEFAULT = new VerifyOptions(Optional.empty(), 1L << 30);

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the size is negative
   */
  public VerifyOptions {
    if (maxContentSize < 0) {
      throw new IllegalArgumentException("size must not be negative: " + maxContentSize);
    }
  }

  /**
   * Returns a copy that asks for a platform.
   *
   * @param required the platform
   * @return the copy
   */
  public VerifyOptions forPlatform(Platform required) {
    return new VerifyOptions(Optional.of(required), maxContentSize);
  }

  /**
   * Returns a copy with another bound for the content.
   *
   * @param bytes the most bytes that all entries together may inflate to
   * @return the copy
   */
  public VerifyOptions withMaxContentSize(long bytes) {
    return new VerifyOptions(platform, bytes);
  }
}
