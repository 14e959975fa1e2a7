package io.assetota.ota;

import java.time.Duration;
import java.util.Optional;

/**
 * The progress of an update.
 *
 * @param bytes bytes of the application, its files and assets that are on the device, 0 to {@code
 *     totalBytes}, including those of earlier attempts
 * @param totalBytes bytes that have to be on the device, as far as known: which assets these are is
 *     known when the application has been fetched
 * @param assets assets and files that are complete
 * @param totalAssets assets and files that have to be fetched
 * @param bytesPerSecond average rate of this attempt; 0 while it is not known
 */
public record UpdateProgress(
    long bytes, long totalBytes, int assets, int totalAssets, double bytesPerSecond) {
  /**
   * Returns how long the rest takes at this rate.
   *
   * @return the time; empty while the rate is not known
   */
  public Optional<Duration> remaining() {
    return bytesPerSecond > 0
        ? Optional.of(Duration.ofMillis((long) (1000 * (totalBytes - bytes) / bytesPerSecond)))
        : Optional.empty();
  }
}
