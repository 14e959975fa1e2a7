package io.assetota.handlers.testkit.panel;

import io.assetota.handlers.io.MonotonicClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The machine's clock, moved on by every sleep. */
final class PanelClock implements MonotonicClock {
  private final AtomicLong slept = new AtomicLong();

  @Override
  public long nanoTime() {
    return System.nanoTime() + slept.get();
  }

  @Override
  public void sleep(Duration time) {
    slept.addAndGet(Math.max(0, time.toNanos()));
  }
}
