package io.assetota.runtime.port;

import java.time.Duration;
import java.time.Instant;

/** Time, and waiting for it. Safe for use by several threads, one of which waits. */
public interface RuntimeClock {
  /**
   * Returns the time that runs evenly, from any fixed point.
   *
   * @return never less than before
   */
  Duration uptime();

  /**
   * Returns the time of day, for records that people read.
   *
   * @return the device's time
   */
  Instant now();

  /**
   * Waits until the time has passed or somebody {@linkplain #wake wakes} the caller, also if that
   * was before the call.
   *
   * @param atMost how long
   * @throws InterruptedException if the thread was interrupted
   */
  void await(Duration atMost) throws InterruptedException;

  /** Ends the running or the next {@link #await}. */
  void wake();
}
