package io.assetota.core;

import io.assetota.core.DeviceClock.Reading;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the manifest says of a trial: with this record it is on, without it over.
 *
 * @param application SHA-256 of the application that is on trial
 * @param previous identifies the application that comes back, see {@link ApplicationSlot#identify}
 * @param time how much time has passed
 * @param within how long it is, in whole seconds
 * @param starts how often the application has started since
 */
record TrialRecord(
    AssetHash application, AssetHash previous, TrialTime time, Duration within, int starts) {
  static final String TAG = "trial";

  /** Starts without being confirmed; one more, and the application is taken for broken. */
  static final int MOST_STARTS = 3;

  private static final String BELIEVED = "clock";
  private static final int FIELDS_WITHOUT_BOOT = 7;
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(366);

  static Duration requireSensible(Duration within) {
    if (within.compareTo(SHORTEST) < 0 || within.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a trial takes 1 second to 366 days, not " + within);
    }
    return Duration.ofSeconds(within.toSeconds());
  }

  static TrialRecord begun(
      AssetHash application, AssetHash previous, Reading now, Duration within) {
    return new TrialRecord(application, previous, TrialTime.begun(now), within, 0);
  }

  /** Takes the trial up in another process, or after a restart. */
  TrialRecord resumed(Reading now) {
    return new TrialRecord(application, previous, time.resumed(now), within, starts);
  }

  /** Counts a start, and the time, as that is written anyway. */
  TrialRecord started(Reading now) {
    return new TrialRecord(application, previous, time.markedAt(now), within, starts + 1);
  }

  boolean isOver(Reading now) {
    return time.passed(now).compareTo(within) >= 0;
  }

  int startsLeft() {
    return Math.max(0, MOST_STARTS - starts);
  }

  /** What stands before the boot is what versions before it read. */
  List<String> toFields() {
    Reading mark = time.mark();
    return List.of(
        TAG,
        application.toString(),
        previous.toString(),
        time.since().toString(),
        Long.toString(within.toSeconds()),
        Integer.toString(starts),
        mark.isWallBelieved() ? BELIEVED : "no-clock",
        mark.boot(),
        Long.toString(mark.uptime().toMillis()),
        Long.toString(time.counted().toMillis()),
        mark.wall().toString());
  }

  static TrialRecord parse(List<String> fields) {
    try {
      return new TrialRecord(
          AssetHash.parse(fields.get(1)),
          AssetHash.parse(fields.get(2)),
          parseTime(fields),
          requireSensible(Duration.ofSeconds(Long.parseLong(fields.get(4)))),
          Integer.parseInt(fields.get(5)));
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static TrialTime parseTime(List<String> fields) {
    if (fields.size() <= FIELDS_WITHOUT_BOOT) {
      return TrialTime.unknown(Instant.parse(fields.get(3)));
    }
    Reading mark =
        new Reading(
            Instant.parse(fields.get(10)),
            fields.get(6).equals(BELIEVED),
            fields.get(7),
            Duration.ofMillis(Long.parseLong(fields.get(8))));
    return new TrialTime(Duration.ofMillis(Long.parseLong(fields.get(9))), mark);
  }
}
