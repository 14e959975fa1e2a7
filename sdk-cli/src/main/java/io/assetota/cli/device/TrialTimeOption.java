package io.assetota.cli.device;

import io.assetota.cli.option.DurationOption;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The value of {@code --confirm-within}: how long a trial may take. */
final class TrialTimeOption implements ITypeConverter<Duration> {
  private static final Duration LONGEST = Duration.ofDays(366);

  @Override
  public Duration convert(String value) {
    Duration time = new DurationOption().convert(value);
    if (time.isZero() || time.compareTo(LONGEST) > 0) {
      throw new TypeConversionException("'" + value + "' is not between 1s and 366d");
    }
    return time;
  }
}
