package io.assetota.cli;

import io.assetota.bundle.BundleLimits;
import io.assetota.bundle.VerifyOptions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How large a bundle may be, for all commands that make, read or take one. */
final class LimitsOption {
  /** What to do about a bundle that is too large for the command. */
  static final String HINT = "--max-content allows more";

  @Option(
      names = "--max-content",
      paramLabel = "SIZE",
      converter = Converter.class,
      description = "The most that all files in the bundle may have together. Usually 1g.")
  BundleLimits limits = BundleLimits.DEFAULT;

  /** What to verify a bundle against that may be for any platform. */
  VerifyOptions verifying() {
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
