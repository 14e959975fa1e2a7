package io.assetota.cli.parts;

import io.assetota.handlers.display.panel.Panel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The value of {@code --panel}: the name of a known panel, or a file that describes one. */
final class PanelOption implements ITypeConverter<Panel>, Iterable<String> {
  @Override
  public Panel convert(String value) throws IOException {
    if (Panel.shipped().contains(value)) {
      return Panel.named(value);
    }
    Path file = Path.of(value);
    if (!Files.isRegularFile(file)) {
      throw new TypeConversionException(
          "unknown panel '"
              + value
              + "', and no such file; known are "
              + String.join(", ", Panel.shipped()));
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Panel.read(value, in);
    }
  }

  /** Returns the names for shell completion. */
  @Override
  public Iterator<String> iterator() {
    return Panel.shipped().iterator();
  }
}
