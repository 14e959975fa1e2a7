package io.assetota.cli.option;

import io.assetota.core.bundle.BundleLimits;
import io.assetota.core.bundle.VerifyOptions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How large a bundle may be, for all commands that make, read or take one. */
public final class LimitsOption {
  @Option(
      names = "--max-content",
      paramLabel = "SIZE",
      converter = Converter.class,
      description = "The most that all files in the bundle may have together. Usually 1g.")
  BundleLimits limits = BundleLimits.DEFAULT;

  /** Returns the limits that the user asked for. */
  public BundleLimits limits() {
    return limits;
  }

  /** What to verify a bundle against that may be for any platform. */
  public VerifyOptions verifying() {
    return VerifyOptions.DEFAULT.withLimits(limits);
  }

  /** A size of content. */
  static final class Converter implements ITypeConverter<BundleLimits> {
    @Override
    public BundleLimits convert(String value) {
      long bytes = new SizeOption().convert(value);
      if (bytes < 1) {
        throw new TypeConversionException("a bundle holds more than nothing");
      }
      return BundleLimits.DEFAULT.withContentSize(bytes);
    }
  }
}
