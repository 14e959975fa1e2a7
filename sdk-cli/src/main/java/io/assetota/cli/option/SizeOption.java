package io.assetota.cli.option;

import io.assetota.core.model.ByteCount;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The value of an option for a number of bytes, with an optional unit k, m or g (powers of 1024).
 */
public final class SizeOption implements ITypeConverter<Long> {
  @Override
  public Long convert(String value) {
    try {
      return ByteCount.parse(value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
