package io.assetota.handlers.testkit;

import io.assetota.runtime.port.RuntimeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Time for a {@link io.assetota.runtime.DeviceRuntime} in a test: waiting moves it forward at once,
 * and what was planned for a moment happens then. For one thread, which is the one that runs the
 * runtime.
 */
public final class VirtualTime implements RuntimeClock {
  /** More than any test means. */
  private static final Duration LONGEST = Duration.ofDays(400);

  private record Planned(Duration at, long number, Runnable action) {}

  private final PriorityQueue<Planned> planned =
      new PriorityQueue<>(Comparator.comparing(Planned::at).thenComparing(Planned::number));
  private final Instant begin = Instant.now();
  private Duration now = Duration.ZERO;
  private long number;
  private boolean woken;

  /** Creates a time that begins at zero, and by the clock on the wall now. */
  public VirtualTime() {}

  /**
   * Plans something.
   *
   * @param delay from now
   * @param action what happens then, on the thread that waits
   */
  public void after(Duration delay, Runnable action) {
    planned.add(new Planned(now.plus(delay), number++, action));
  }

  @Override
  public Duration uptime() {
    return now;
  }

  @Override
  public Instant now() {
    return begin.plus(now);
  }

  /**
   * Moves to the next planned moment, or past the time if there is none before.
   *
   * @throws IllegalStateException if 400 days have passed: nothing ends the runtime
   */
  @Override
  public void await(Duration atMost) {
    if (woken) {
      woken = false;
      return;
    }
    Duration end = now.plus(atMost);
    if (end.compareTo(LONGEST) > 0) {
      throw new IllegalStateException("400 days have passed: plan the end of the runtime");
    }
    Planned next = planned.peek();
    if (next == null || next.at().compareTo(end) > 0) {
      now = end;
      return;
    }
    planned.remove();
    now = next.at().compareTo(now) > 0 ? next.at() : now;
    next.action().run();
  }

  @Override
  public void wake() {
    woken = true;
  }
}
