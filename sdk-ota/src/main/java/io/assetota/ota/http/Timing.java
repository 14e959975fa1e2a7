package io.assetota.ota.http;

import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The clocks, the pauses and the randomness of all that talks to a server. Tests replace them, so
 * that nothing waits. The parts must be safe for use by several threads.
 *
 * @param clock for dates: those that a server sends, and those that it is sent
 * @param nanos for rates: nanoseconds that pass, from any starting point, as {@link
 *     System#nanoTime}
 * @param random for the jitter of pauses
 * @param pause waits before a request is tried again, and while a rate is limited
 */
public record Timing(Clock clock, LongSupplier nanos, RandomGenerator random, Pause pause) {
  /** Waits. */
  @FunctionalInterface
  public interface Pause {
    /**
     * Returns when the time is over.
     *
     * @param duration how long to wait, 0 or more
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    void sleep(Duration duration) throws InterruptedException;
  }

  /**
   * Returns the clocks of this machine, pauses that sleep, and randomness of its own.
   *
   * @return the usual timing
   */
  public static Timing system() {
    return new Timing(
        Clock.systemUTC(),
        System::nanoTime,
        new Random(),
        duration -> Thread.sleep(duration.toMillis()));
  }

  /**
   * Returns a copy with other pauses.
   *
   * @param newPause waits
   * @return the copy
   */
  public Timing withPause(Pause newPause) {
    return new Timing(clock, nanos, random, newPause);
  }

  /**
   * Returns a copy with another clock for dates.
   *
   * @param newClock tells date and time
   * @return the copy
   */
  public Timing withClock(Clock newClock) {
    return new Timing(newClock, nanos, random, pause);
  }
}
