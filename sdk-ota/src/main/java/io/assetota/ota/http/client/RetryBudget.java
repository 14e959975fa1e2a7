package io.assetota.ota.http.client;

/**
 * How many failures in a row all that belongs together may have, such as the parallel requests of
 * an update. What comes in gives the whole budget back. Safe for use by several threads.
 */
final class RetryBudget {
  /** Less than this is no progress: nobody keeps a shorter piece of a file. */
  static final int BLOCK = 4096;

  private int failures;
  private long round;
  private long received;

  /** Which round of failures an attempt begins in. */
  synchronized long round() {
    return round;
  }

  synchronized void received(long bytes) {
    received += bytes;
    if (received >= BLOCK) {
      succeeded();
    }
  }

  synchronized void succeeded() {
    failures = 0;
    received = 0;
  }

  /**
   * Counts a failure. One outage makes all fail that run at the same time, and is one failure.
   *
   * @param begun the round in which the attempt began
   * @return how many there are in a row
   */
  synchronized int failed(long begun) {
    if (begun == round) {
      round++;
      failures++;
      received = 0;
    }
    return failures;
  }
}
