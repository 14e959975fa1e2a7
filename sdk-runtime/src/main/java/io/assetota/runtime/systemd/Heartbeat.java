package io.assetota.runtime.systemd;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells the service manager that the runtime is alive, as long as its work goes on: a runtime that
 * hangs is to be started anew. Single steps, such as to put an application's files in their place,
 * may take long.
 */
public final class Heartbeat implements AutoCloseable {
  /** What usual steps take at most, also on a machine that is busy. */
  private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** What it takes to put a large application in its place, on a slow disk. */
  private static final long LONG_STEP_NANOS = TimeUnit.MINUTES.toNanos(15);

  private final ServiceManager manager;
  private final Thread thread = new Thread(this::beat, "asset-ota-heartbeat");
  private final LongSupplier nanos;
  private volatile long goodUntil;

  /**
   * Begins, if the service manager asks for it.
   *
   * @param nanos as {@link System#nanoTime}
   */
  public Heartbeat(ServiceManager manager, LongSupplier nanos) {
    this.manager = manager;
    this.nanos = nanos;
    step();
    thread.setDaemon(true);
    if (manager.watchdog().isPresent()) {
      thread.start();
    }
  }

  /** The work goes on. */
  public void step() {
    goodUntil = nanos.getAsLong() + STEP_NANOS;
  }

  /** The work goes on, with what may take minutes. */
  public void longStep() {
    goodUntil = nanos.getAsLong() + LONG_STEP_NANOS;
  }

  private void beat() {
    // Half the time is what sd_watchdog_enabled(3) recommends.
    Duration interval = manager.watchdog().orElseThrow().dividedBy(2);
    try {
      while (nanos.getAsLong() - goodUntil < 0) {
        manager.alive();
        TimeUnit.NANOSECONDS.sleep(interval.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /** Ends it. May be called twice. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
