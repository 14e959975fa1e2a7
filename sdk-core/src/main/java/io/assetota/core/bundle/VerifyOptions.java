package io.assetota.core.bundle;

import io.assetota.core.model.Platform;
import java.util.Optional;

/**
 * What to verify a bundle against.
 *
 * @param platform the platform that the application must be for, with its storage limits; empty for
 *     the application's own platform and its usual limits
 * @param limits how large it may be
 */
public record VerifyOptions(Optional<Platform> platform, BundleLimits limits) {
  /** The application's own platform, and the usual limits. */
  public static final VerifyOptions DEFAULT =
      new VerifyOptions(Optional.empty(), BundleLimits.DEFAULT);

  /**
   * Returns a copy that asks for a platform.
   *
   * @param required the platform
   * @return the copy
   */
  public VerifyOptions withPlatform(Platform required) {
    return new VerifyOptions(Optional.of(required), limits);
  }

  /**
   * Returns a copy with other limits.
   *
   * @param newLimits how large the bundle may be
   * @return the copy
   */
  public VerifyOptions withLimits(BundleLimits newLimits) {
    return new VerifyOptions(platform, newLimits);
  }
}
