package io.assetota.cli.option;

import io.assetota.bundle.signing.Moment;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The value of an option for a point in time: a date, a time, or a duration after another time. */
public final class TimeOption implements ITypeConverter<Moment> {
  @Override
  public Moment convert(String value) {
    try {
      return Moment.parse(value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
