package io.assetota.core;

import com.google.common.base.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time of a trial. What has passed before this process is told by the clock; what passes in it
 * by a ticker, so that a clock that is set right ends no trial.
 */
final class TrialTimer {
  private final InstantSource clock;
  private final Ticker ticker;
  private long end;

  TrialTimer(InstantSource clock, Ticker ticker) {
    this.clock = clock;
    this.ticker = ticker;
  }

  Instant now() {
    return clock.instant();
  }

  /** Begins with a trial that this process starts or finds. */
  void run(TrialRecord trial) {
    Duration left = Duration.between(now(), trial.confirmBy());
    end = ticker.read() + (left.isNegative() ? 0 : left.toNanos());
  }

  /** Tells whether the time of the trial that runs is over. */
  boolean isOver() {
    return ticker.read() - end >= 0;
  }
}
