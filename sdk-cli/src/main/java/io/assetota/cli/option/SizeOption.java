package io.assetota.cli.option;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The value of an option for a number of bytes, with an optional unit k, m or g (powers of 1024).
 */
public final class SizeOption implements ITypeConverter<Long> {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([kmgKMG]?)");

  @Override
  public Long convert(String value) {
    Matcher form = FORM.matcher(value);
    if (!form.matches()) {
      throw new TypeConversionException(
          "'"
              + value
              + "' is not a size: expected a number of bytes, optionally with k, m or g, for"
              + " example 500m");
    }
    long count = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "k", "K" -> count << 10;
      case "m", "M" -> count << 20;
      case "g", "G" -> count << 30;
      default -> count;
    };
  }
}
