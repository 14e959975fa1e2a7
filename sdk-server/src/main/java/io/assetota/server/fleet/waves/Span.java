package io.assetota.server.fleet.waves;

import io.assetota.core.model.Printable;
import io.assetota.server.fleet.rules.RefusedException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time as people write it: {@code 90s}, {@code 30m}, {@code 2h} or {@code 1d}.
 *
 * @param time up to 90 days, in whole seconds
 */
public record Span(Duration time) {
  private static final Duration MAX = Duration.ofDays(90);

  /** No time at all. */
  public static final Span NONE = new Span(Duration.ZERO);

  private static final Pattern FORM = Pattern.compile("([0-9]{1,7})\\s*([smhd])");
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  /** Checks the range. */
  public Span {
    if (time.isNegative()
        || time.compareTo(MAX) > 0
        || !time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException("not 0 to 90 days in whole seconds: " + time);
    }
  }

  /**
   * Parses a text.
   *
   * @param what what it is, for people
   */
  public static Span parse(String what, String text) throws RefusedException {
    Matcher form = FORM.matcher(text.strip());
    if (form.matches()) {
      Duration time = Duration.ofSeconds(Long.parseLong(form.group(1)) * seconds(form.group(2)));
      if (time.compareTo(MAX) <= 0) {
        return new Span(time);
      }
    }
    throw new RefusedException(
        "The "
            + what
            + " is a time like 90s, 30m, 2h or 1d, up to 90d, not: "
            + Printable.text(text.strip()));
  }

  private static long seconds(String unit) {
    return switch (unit) {
      case "s" -> 1;
      case "m" -> MINUTE;
      case "h" -> HOUR;
      default -> DAY;
    };
  }

  /** Returns a text that {@link #parse} takes. */
  @Override
  public String toString() {
    long seconds = time.toSeconds();
    if (seconds > 0 && seconds % DAY == 0) {
      return seconds / DAY + "d";
    }
    if (seconds > 0 && seconds % HOUR == 0) {
      return seconds / HOUR + "h";
    }
    return seconds > 0 && seconds % MINUTE == 0 ? seconds / MINUTE + "m" : seconds + "s";
  }
}
