package io.assetota.runtime.supervise;

import io.assetota.ota.report.RuntimeAttributes;
import java.time.Duration;

/**
 * The numbers by which a runtime decides.
 *
 * @param mostStarts after so many starts in a row an application on trial is taken for broken
 * @param steadyFor for how long an application has to be healthy until it is confirmed
 * @param firstPause before an application that failed is started again; it doubles each time
 * @param longestPause the most that it grows to
 */
public record RunRules(
    int mostStarts, Duration steadyFor, Duration firstPause, Duration longestPause) {
  /** The usual ones. */
  public static final RunRules DEFAULT =
      new RunRules(
          RuntimeAttributes.MOST_STARTS,
          Duration.ofSeconds(60),
          Duration.ofSeconds(1),
          Duration.ofMinutes(5));

  /** How often the device folder and the processes are looked at. */
  static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** How often an application is asked that hasn't given a healthy answer yet. */
  static final Duration ASK_AT_START = Duration.ofSeconds(1);

  /** How often an application is asked that works. */
  static final Duration ASK_LATER = Duration.ofSeconds(10);

  /** The deadline of one health check. */
  static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

  /** An application that stays is started anew after so many failed checks in a row. */
  static final int MOST_UNHEALTHY = 3;

  /** The time within which each WATCHDOG=1 has to follow the previous one, unless it is set. */
  static final Duration WATCHDOG = Duration.ofSeconds(30);

  /** The longest time that an application may set with WATCHDOG_USEC. */
  static final Duration LONGEST_WATCHDOG = Duration.ofHours(1);

  /** A debugger or a person may suspend a process for a moment. */
  static final Duration SUSPENDED_FOR = Duration.ofSeconds(10);

  /** How often a process that was asked to end is looked at. */
  static final Duration STOPPING_LOOK = Duration.ofMillis(50);

  /** An application is confirmed this long before its trial is over, not at that moment. */
  static final Duration BEFORE_DEADLINE = Duration.ofMillis(250);

  /** Returns how long to wait after so many failures in a row. */
  Duration pause(int failures) {
    Duration pause = firstPause;
    for (int i = 1; i < failures && pause.compareTo(longestPause) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(longestPause) > 0 ? longestPause : pause;
  }
}
