package io.assetota.handlers.io;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/**
 * Time that only goes forward, and waiting in it. Deadlines and delays of parts take it from
 * outside, so that an emulator can run a slow part in no time.
 */
public interface MonotonicClock {
  /**
   * Returns the time since an arbitrary moment.
   *
   * @return nanoseconds
   */
  long nanoTime();

  /**
   * Waits.
   *
   * @param time how long; zero or less does not wait
   * @throws InterruptedIOException if the thread is interrupted; its flag is set again
   * @throws IOException if waiting is not possible
   */
  void sleep(Duration time) throws IOException;

  /**
   * Returns the clock of this machine.
   *
   * @return a clock that is safe for use by several threads
   */
  static MonotonicClock system() {
    return SystemMonotonicClock.INSTANCE;
  }
}
