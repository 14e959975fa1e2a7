package io.assetota.core;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the manifest says of a trial: with this record it is on, without it over.
 *
 * @param application SHA-256 of the application that is on trial
 * @param previous identifies the application that comes back, see {@link ApplicationSlot#identify}
 * @param since when the time began
 * @param within how long it is, in whole seconds
 * @param starts how often the application has started since
 * @param clockBelieved false once the device's clock was before {@code since}: a gateway without a
 *     battery, whose clock may then jump ahead by years. The time is then that of one process, and
 *     only the starts end a trial across restarts
 */
record TrialRecord(
    AssetHash application,
    AssetHash previous,
    Instant since,
    Duration within,
    int starts,
    boolean clockBelieved) {
  static final String TAG = "trial";

  /** Starts without being confirmed; one more, and the application is taken for broken. */
  static final int MOST_STARTS = 3;

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(366);

  static Duration requireSensible(Duration within) {
    if (within.compareTo(SHORTEST) < 0 || within.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a trial takes 1 second to 366 days, not " + within);
    }
    return Duration.ofSeconds(within.toSeconds());
  }

  static TrialRecord begun(
      AssetHash application, AssetHash previous, Instant now, Duration within) {
    return new TrialRecord(application, previous, now, within, 0, true);
  }

  /** Takes the trial up in another process, or after a restart. */
  TrialRecord resumed(Instant now) {
    return clockBelieved && !now.isBefore(since)
        ? this
        : new TrialRecord(application, previous, now, within, starts, false);
  }

  TrialRecord started() {
    return new TrialRecord(application, previous, since, within, starts + 1, clockBelieved);
  }

  Instant confirmBy() {
    return since.plus(within);
  }

  int startsLeft() {
    return Math.max(0, MOST_STARTS - starts);
  }

  List<String> toFields() {
    return List.of(
        TAG,
        application.toString(),
        previous.toString(),
        since.toString(),
        Long.toString(within.toSeconds()),
        Integer.toString(starts),
        clockBelieved ? "clock" : "no-clock");
  }

  static TrialRecord parse(List<String> fields) {
    try {
      return new TrialRecord(
          AssetHash.parse(fields.get(1)),
          AssetHash.parse(fields.get(2)),
          Instant.parse(fields.get(3)),
          requireSensible(Duration.ofSeconds(Long.parseLong(fields.get(4)))),
          Integer.parseInt(fields.get(5)),
          fields.get(6).equals("clock"));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
