package io.assetota.cli.option;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The value of an option for a point in time: a date, a time, or a duration after another time. */
public final class TimeOption implements ITypeConverter<TimeOption.Moment> {
  /** A point in time that may depend on a start. */
  @FunctionalInterface
  public interface Moment {
    /** Returns the time, in whole seconds. */
    Instant after(Instant start);
  }

  @Override
  public Moment convert(String value) {
    if (DurationOption.isDuration(value)) {
      Duration span = new DurationOption().convert(value);
      return start -> start.plus(span);
    }
    Instant time = parse(value);
    return start -> time;
  }

  private static Instant parse(String value) {
    try {
      return value.contains("T")
          ? Instant.parse(value).truncatedTo(ChronoUnit.SECONDS)
          : LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "'" + value + "' is not a time: expected 90d, 2026-12-31 or 2026-12-31T18:00:00Z (UTC)");
    }
  }
}
