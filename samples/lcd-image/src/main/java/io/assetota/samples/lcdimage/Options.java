package io.assetota.samples.lcdimage;

import io.assetota.handlers.display.panel.Panel;
import io.assetota.handlers.display.panel.Rotation;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * What the command line says.
 *
 * @param home the device's folder
 * @param panel the panel
 * @param rotation how the picture is turned
 * @param hardware whether a real panel is there
 * @param picture where the emulator's picture goes
 */
record Options(Path home, Panel panel, Rotation rotation, boolean hardware, Path picture) {
  static final String USAGE =
      """
      Draws the assets splash.img and splash.png on a panel.

        --home DIR       the device's folder; "device" if not given
        --panel NAME     ili9341 if not given; one of the library's panels
        --rotation DEG   90 if not given: landscape
        --hardware       a real panel on SPI 0.0, D/C at GPIO 25, reset at 24, light at 18;
                         without it an emulated one, whose picture is written to a file
        --picture FILE   that file; panel.png if not given\
      """;

  static Options parse(String[] args) {
    Path home = Path.of("device");
    String panel = "ili9341";
    int degrees = 90;
    boolean hardware = false;
    Path picture = Path.of("panel.png");
    Iterator<String> words = List.of(args).iterator();
    while (words.hasNext()) {
      String name = words.next();
      if (name.equals("--hardware")) {
        hardware = true;
        continue;
      }
      if (!words.hasNext()) {
        throw new IllegalArgumentException("unknown or without a value: " + name);
      }
      String value = words.next();
      switch (name) {
        case "--home" -> home = Path.of(value);
        case "--panel" -> panel = value;
        case "--rotation" -> degrees = Integer.parseInt(value);
        case "--picture" -> picture = Path.of(value);
        default -> throw new IllegalArgumentException("unknown: " + name);
      }
    }
    return new Options(home, Panel.named(panel), Rotation.ofDegrees(degrees), hardware, picture);
  }
}
