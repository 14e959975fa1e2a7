package io.assetota.ota.source;

import io.assetota.ota.http.Timing;
import java.io.InterruptedIOException;
import java.time.Duration;

/**
 * A rate that all streams of a source share. Unused time is saved up, at most one second. Safe for
 * use by several threads.
 */
final class RateLimit {
  private static final long SECOND = 1_000_000_000;

  private final long bytesPerSecond;
  private final Timing timing;

  /** The time at which everything taken so far is within the rate, in nanoseconds. */
  private long paid;

  RateLimit(long bytesPerSecond, Timing timing) {
    this.bytesPerSecond = bytesPerSecond;
    this.timing = timing;
    this.paid = timing.nanos().getAsLong();
  }

  long bytesPerSecond() {
    return bytesPerSecond;
  }

  /** Takes bytes, and returns when that is within the rate. */
  void take(long bytes) throws InterruptedIOException {
    long wait = pay(bytes);
    if (wait <= 0) {
      return;
    }
    try {
      // Rounded up, as pauses are often rounded down to milliseconds.
      timing.pause().sleep(Duration.ofMillis((wait + 999_999) / 1_000_000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the wait for a limited rate was interrupted");
    }
  }

  private synchronized long pay(long bytes) {
    long now = timing.nanos().getAsLong();
    // Only differences count: the clock may begin anywhere, and overflow.
    if (paid - now < -SECOND) {
      paid = now - SECOND;
    }
    paid += Math.round((double) bytes * SECOND / bytesPerSecond);
    return paid - now;
  }
}
