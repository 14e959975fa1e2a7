package io.assetota.ota.http;

import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** A time that passes only where somebody pauses. */
public final class VirtualTime {
  private final AtomicLong nanos = new AtomicLong();

  public Timing timing() {
    return new Timing(Clock.systemUTC(), nanos::get, new Random(1), this::pass);
  }

  public void pass(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }

  public Duration passed() {
    return Duration.ofNanos(nanos.get());
  }
}
