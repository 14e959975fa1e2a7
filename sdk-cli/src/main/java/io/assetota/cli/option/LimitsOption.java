package io.assetota.cli.option;

import io.assetota.core.bundle.BundleLimits;
import io.assetota.core.bundle.VerifyOptions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The maximum size of a bundle, for commands that build or read one. */
public final class LimitsOption {
  @Option(
      names = "--max-content",
      paramLabel = "SIZE",
      converter = Converter.class,
      description = "Maximum total size of the uncompressed files in a bundle. Default: 1g.")
  BundleLimits limits = BundleLimits.DEFAULT;

  /** Returns the limits that the user asked for. */
  public BundleLimits limits() {
    return limits;
  }

  /** Returns options to verify a bundle for any platform. */
  public VerifyOptions verifying() {
    return VerifyOptions.DEFAULT.withLimits(limits);
  }

  /** A size of content. */
  static final class Converter implements ITypeConverter<BundleLimits> {
    @Override
    public BundleLimits convert(String value) {
      long bytes = new SizeOption().convert(value);
      if (bytes < 1) {
        throw new TypeConversionException("the size must be at least 1");
      }
      return BundleLimits.DEFAULT.withContentSize(bytes);
    }
  }
}
