package io.assetota.ota.http;

import java.time.Duration;

/**
 * How slow a server may be.
 *
 * @param responseTimeout the longest time until an answer begins
 * @param minimumRate bytes per second that a body must have on average over {@code rateWindow}; a
 *     slower one is broken off and retried
 * @param rateWindow how long a body may be slower than that
 */
public record Patience(Duration responseTimeout, long minimumRate, Duration rateWindow) {
  /** Half a minute until an answer begins, and 1 KiB per second on average of half a minute. */
  public static final Patience DEFAULT =
      new Patience(Duration.ofSeconds(30), 1024, Duration.ofSeconds(30));

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if the rate is negative, or a time is not positive
   */
  public Patience {
    if (minimumRate < 0 || !isPositive(responseTimeout) || !isPositive(rateWindow)) {
      throw new IllegalArgumentException("a rate is not negative, and times are positive");
    }
  }

  private static boolean isPositive(Duration time) {
    return !time.isNegative() && !time.isZero();
  }

  /**
   * Returns a copy that waits longer or shorter for an answer.
   *
   * @param newResponseTimeout the longest time until an answer begins
   * @return the copy
   */
  public Patience withResponseTimeout(Duration newResponseTimeout) {
    return new Patience(newResponseTimeout, minimumRate, rateWindow);
  }
}
