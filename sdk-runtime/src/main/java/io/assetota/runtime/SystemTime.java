package io.assetota.runtime;

import io.assetota.runtime.port.RuntimeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The time of this machine. */
final class SystemTime implements RuntimeClock {
  private final long begin = System.nanoTime();
  private final Object monitor = new Object();
  private boolean woken;

  @Override
  public Duration uptime() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public void await(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    synchronized (monitor) {
      for (long left = atMost.toNanos(); left > 0 && !woken; left = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(monitor, left);
      }
      woken = false;
    }
  }

  @Override
  public void wake() {
    synchronized (monitor) {
      woken = true;
      monitor.notifyAll();
    }
  }
}
