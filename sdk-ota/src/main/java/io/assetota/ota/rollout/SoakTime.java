package io.assetota.ota.rollout;

import io.assetota.core.model.Printable;
import io.assetota.core.model.TimeSpan;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * How long to wait after a wave.
 *
 * @param time up to 90 days, in whole seconds
 */
public record SoakTime(Duration time) {
  private static final Duration MAX = Duration.ofDays(90);

  /** No time at all. */
  public static final SoakTime NONE = new SoakTime(Duration.ZERO);

  /** Checks the range. */
  public SoakTime {
    if (time.isNegative()
        || time.compareTo(MAX) > 0
        || !time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException("not 0 to 90 days in whole seconds: " + time);
    }
  }

  /**
   * Parses a text.
   *
   * @param text a {@link TimeSpan}, such as {@code 90s}, {@code 30m}, {@code 2h} or {@code 1d}
   * @return the time
   * @throws RolloutTextException if it is anything else, or more than 90 days
   */
  public static SoakTime parse(String text) throws RolloutTextException {
    String trimmed = text.strip();
    if (TimeSpan.isOne(trimmed)) {
      Duration time = TimeSpan.parse(trimmed);
      if (time.compareTo(MAX) <= 0) {
        return new SoakTime(time);
      }
    }
    throw new RolloutTextException(
        "The time after a wave is a time like 90s, 30m, 2h or 1d, up to 90d, not: "
            + Printable.text(trimmed));
  }

  /** Returns a text that {@link #parse} takes. */
  @Override
  public String toString() {
    return TimeSpan.text(time);
  }
}
