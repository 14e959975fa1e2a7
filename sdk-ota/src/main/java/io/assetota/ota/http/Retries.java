package io.assetota.ota.http;

import java.time.Duration;

/**
 * How often, and when, a request is tried again.
 *
 * @param attempts how often a request is tried before it fails, 1 or more; counted anew after data
 *     was received
 * @param firstDelay the pause before the second attempt; doubled for each further one, with jitter
 * @param longestDelay the longest pause between attempts, whatever the server asks for
 */
public record Retries(int attempts, Duration firstDelay, Duration longestDelay) {
  /** Up to 5 attempts, after pauses of 1 second and more, and never longer than 5 minutes. */
  public static final Retries DEFAULT =
      new Retries(5, Duration.ofSeconds(1), Duration.ofMinutes(5));

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if there is no attempt, or a pause is negative
   */
  public Retries {
    if (attempts < 1 || firstDelay.isNegative() || longestDelay.isNegative()) {
      throw new IllegalArgumentException("attempts must be at least 1, and pauses not negative");
    }
  }

  /**
   * Returns a copy that tries once.
   *
   * @return the copy
   */
  public Retries once() {
    return new Retries(1, firstDelay, longestDelay);
  }
}
