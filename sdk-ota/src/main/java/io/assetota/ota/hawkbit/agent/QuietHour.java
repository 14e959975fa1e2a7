package io.assetota.ota.hawkbit.agent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** After something was refused, it is not sent again at each poll, but once an hour. */
final class QuietHour {
  private static final Duration LENGTH = Duration.ofHours(1);

  private final InstantSource clock;
  private String about = "";
  private Instant until = Instant.MIN;

  QuietHour(InstantSource clock) {
    this.clock = clock;
  }

  boolean isKept(String what) {
    Instant now = clock.instant();
    // A clock that was set back must not make it longer.
    return what.equals(about) && now.isBefore(until) && !now.isBefore(until.minus(LENGTH));
  }

  void keep(String what) {
    about = what;
    until = clock.instant().plus(LENGTH);
  }
}
