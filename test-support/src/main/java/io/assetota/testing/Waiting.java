package io.assetota.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Waits until another thread or process has done something. The time limit is for a test that
 * hangs: it is far longer than any of this takes on a machine that is busy with other builds.
 */
public final class Waiting {
  /** How long a test waits before it fails. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int PAUSE_MILLIS = 5;

  private Waiting() {}

  /**
   * Waits until a condition is met.
   *
   * @param what what is waited for, as the failure says it
   * @throws AssertionError if it is not met in time
   */
  public static void until(String what, Callable<Boolean> condition) {
    until(() -> what, condition);
  }

  /** Waits until a condition is met; the text is only asked for if it is not. */
  public static void until(Supplier<String> what, Callable<Boolean> condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!condition.call()) {
        if (System.nanoTime() - deadline > 0) {
          throw new AssertionError("Not within " + PATIENCE.toSeconds() + " s: " + what.get());
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting: " + what.get(), e);
    } catch (Exception e) {
      throw new AssertionError("The condition failed: " + what.get(), e);
    }
  }
}
