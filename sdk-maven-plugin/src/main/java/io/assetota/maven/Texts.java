package io.assetota.maven;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.Platform;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the texts of parameters, with their names in messages. */
final class Texts {
  private Texts() {}

  /** Returns a text without blanks around it, unless there is none. */
  static Optional<String> of(@Nullable String value) {
    return Optional.ofNullable(value).map(String::strip).filter(v -> !v.isEmpty());
  }

  /**
   * Returns a text without blanks around it, unless the parameter is not set. An empty one means
   * nothing: a script may have lost what it should be.
   */
  static Optional<String> given(String parameter, @Nullable String value) throws AssetException {
    if (value != null && value.isBlank()) {
      throw new AssetException("<" + parameter + "> is empty: leave it out, or give it a value");
    }
    return of(value);
  }

  /** Returns the paths of files. */
  static List<Path> paths(List<File> files) {
    return files.stream().map(File::toPath).toList();
  }

  /**
   * Parses a text.
   *
   * @param parser throws an {@link IllegalArgumentException} for what it doesn't take
   */
  static <T> Optional<T> parse(String parameter, @Nullable String value, Function<String, T> parser)
      throws AssetException {
    Optional<String> text = of(value);
    try {
      return text.map(parser);
    } catch (IllegalArgumentException e) {
      throw new AssetException("<" + parameter + ">: " + e.getMessage(), e);
    }
  }

  /** Finds a platform by its name or number. */
  static Platform platform(String text) {
    return Platform.byName(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown platform '"
                        + text
                        + "': known are "
                        + Platform.known().stream()
                            .filter(Platform::supportsAssets)
                            .map(Platform::name)
                            .collect(Collectors.joining(", "))));
  }
}
