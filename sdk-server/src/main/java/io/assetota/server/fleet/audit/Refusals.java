package io.assetota.server.fleet.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalInt;

/** Bounds how many refusals are written down, and counts the others. */
final class Refusals {
  /** At most some 3000 entries a day, half a megabyte. */
  private static final int WRITTEN = 20;

  private static final Duration TIME = Duration.ofMinutes(10);

  private final InstantSource clock;
  private Instant begin;
  private int written;
  private int left;

  Refusals(InstantSource clock) {
    this.clock = clock;
    begin = clock.instant();
  }

  /** Returns how many were left out since the last one, or nothing if this one is left out, too. */
  synchronized OptionalInt take() {
    Instant now = clock.instant();
    if (Duration.between(begin, now).abs().compareTo(TIME) > 0) {
      begin = now;
      written = 0;
    }
    if (written >= WRITTEN) {
      left++;
      return OptionalInt.empty();
    }
    written++;
    int before = left;
    left = 0;
    return OptionalInt.of(before);
  }
}
