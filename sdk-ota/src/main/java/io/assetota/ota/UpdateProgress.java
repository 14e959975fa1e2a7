package io.assetota.ota;

import java.time.Duration;
import java.util.Optional;

/**
 * How far an update is.
 *
 * @param bytes bytes of the application and of assets that are there, 0 to {@code totalBytes};
 *     those of earlier tries count
 * @param totalBytes bytes that have to come, as far as it is known: which assets these are shows
 *     when the application is there
 * @param assets assets that are there whole
 * @param totalAssets assets that have to come
 * @param bytesPerSecond average rate of this try; 0 while it is not known
 */
public record UpdateProgress(
    long bytes, long totalBytes, int assets, int totalAssets, double bytesPerSecond) {
  /**
   * Tells how long the rest takes at this rate.
   *
   * @return the time; empty while the rate is not known
   */
  public Optional<Duration> remaining() {
    return bytesPerSecond > 0
        ? Optional.of(Duration.ofMillis((long) (1000 * (totalBytes - bytes) / bytesPerSecond)))
        : Optional.empty();
  }
}
