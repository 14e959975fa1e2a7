package io.assetota.core.store;

import io.assetota.core.model.ApplicationId;
import io.assetota.core.store.clock.DeviceClock.Reading;
import java.time.Duration;

/**
 * What the manifest says of a trial: with this record it is on, without it over.
 *
 * @param application identifies the application that is on trial
 * @param previous identifies the application that comes back
 * @param time how much time has passed
 * @param within how long it is, in whole seconds
 * @param starts how often the application has started since
 * @param isStartCounted whether the last start was counted by who starts the application, which
 *     then doesn't count it itself
 */
public record TrialRecord(
    ApplicationId application,
    ApplicationId previous,
    TrialTime time,
    Duration within,
    int starts,
    boolean isStartCounted) {
  /** Starts without being confirmed; one more, and the application is taken for broken. */
  static final int MOST_STARTS = 3;

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(366);

  public static Duration requireSensible(Duration within) {
    if (within.compareTo(SHORTEST) < 0 || within.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a trial takes 1 second to 366 days, not " + within);
    }
    return Duration.ofSeconds(within.toSeconds());
  }

  static TrialRecord begun(
      ApplicationId application, ApplicationId previous, Reading now, Duration within) {
    return new TrialRecord(application, previous, TrialTime.begun(now), within, 0, false);
  }

  /** Takes the trial up in another process, or after a restart. */
  TrialRecord resumed(Reading now) {
    return new TrialRecord(
        application, previous, time.resumed(now), within, starts, isStartCounted);
  }

  /** Counts a start, and the time, as that is written anyway; the application counts it itself. */
  TrialRecord started(Reading now) {
    return new TrialRecord(
        application,
        previous,
        time.markedAt(now),
        within,
        isStartCounted ? starts : starts + 1,
        false);
  }

  /** Counts a start in front of it; the application finds it counted. */
  TrialRecord starting(Reading now) {
    return new TrialRecord(application, previous, time.markedAt(now), within, starts + 1, true);
  }

  boolean isOver(Reading now) {
    return time.passed(now).compareTo(within) >= 0;
  }

  int startsLeft() {
    return Math.max(0, MOST_STARTS - starts);
  }
}
