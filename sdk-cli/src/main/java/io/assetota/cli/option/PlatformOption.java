package io.assetota.cli.option;

import io.assetota.core.model.Platform;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The value of {@code --platform}: a name or a number. */
public final class PlatformOption implements ITypeConverter<Platform>, Iterable<String> {
  @Override
  public Platform convert(String value) {
    return Platform.byName(value)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "unknown platform '" + value + "': known are " + String.join(", ", names())));
  }

  /** Returns the names for shell completion. */
  @Override
  public Iterator<String> iterator() {
    return names().iterator();
  }

  /** Returns the platforms that support assets. */
  private static List<String> names() {
    return Platform.known().stream().filter(Platform::supportsAssets).map(Platform::name).toList();
  }
}
