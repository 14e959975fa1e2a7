package io.assetota.core.model;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as people write them: a number with its unit, up to a hundred years. */
public final class TimeSpan {
  /** Less than the 292 years whose nanoseconds a long holds. */
  private static final Duration MAX = Duration.ofDays(36_525);

  private static final Pattern FORM = Pattern.compile("([0-9]{1,10})\\s*([smhd])");
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private TimeSpan() {}

  /**
   * Tells whether a text is a span of time.
   *
   * @param text the text
   * @return whether {@link #parse} takes it
   */
  public static boolean isOne(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches() && time(form).compareTo(MAX) <= 0;
  }

  /**
   * Parses a span of time.
   *
   * @param text digits with s, m, h or d, for example 5m; up to 36525d
   * @return the span
   * @throws IllegalArgumentException if it is anything else
   */
  public static Duration parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a duration: expected a number with s, m, h or d, for example 5m");
    }
    Duration time = time(form);
    if (time.compareTo(MAX) > 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is too long: a duration has up to " + text(MAX));
    }
    return time;
  }

  private static Duration time(Matcher form) {
    long unit =
        switch (form.group(2)) {
          case "s" -> 1;
          case "m" -> MINUTE;
          case "h" -> HOUR;
          default -> DAY;
        };
    return Duration.ofSeconds(Long.parseLong(form.group(1)) * unit);
  }

  /**
   * Returns a text that {@link #parse} takes.
   *
   * @param time the span, of which only whole seconds count
   * @return the text, with the largest unit of which it is a whole number
   */
  public static String text(Duration time) {
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
