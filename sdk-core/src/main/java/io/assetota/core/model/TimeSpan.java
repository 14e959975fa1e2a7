package io.assetota.core.model;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as people write them. */
public final class TimeSpan {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([smhd])");

  private TimeSpan() {}

  /**
   * Tells whether a text is a span of time.
   *
   * @param text the text
   * @return whether {@link #parse} takes it
   */
  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  /**
   * Parses a span of time.
   *
   * @param text 1 to 9 digits with s, m, h or d, for example 5m
   * @return the span
   * @throws IllegalArgumentException if it is anything else
   */
  public static Duration parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a duration: expected a number with s, m, h or d, for example 5m");
    }
    long count = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
