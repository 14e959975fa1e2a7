package io.assetota.bundle.signing;

import io.assetota.core.model.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** A point in time that may depend on a start. */
@FunctionalInterface
public interface Moment {
  /**
   * Returns the time.
   *
   * @param start what a span of time begins at
   * @return the time, in whole seconds if the start is
   */
  Instant after(Instant start);

  /**
   * Parses a moment.
   *
   * @param text a date, a time in UTC, or a span of time: 2026-12-31, 2026-12-31T18:00:00Z, 90d
   * @return the moment
   * @throws IllegalArgumentException if it is anything else
   */
  static Moment parse(String text) {
    if (TimeSpan.isOne(text)) {
      Duration span = TimeSpan.parse(text);
      return start -> start.plus(span);
    }
    try {
      Instant time =
          text.contains("T")
              ? Instant.parse(text).truncatedTo(ChronoUnit.SECONDS)
              : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      return start -> time;
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a time: expected 90d, 2026-12-31 or 2026-12-31T18:00:00Z (UTC)",
          e);
    }
  }
}
