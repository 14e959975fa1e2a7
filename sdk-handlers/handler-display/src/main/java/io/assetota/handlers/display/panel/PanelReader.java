package io.assetota.handlers.display.panel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the text form of a {@link Panel}; the format stands there. */
final class PanelReader {
  private static final int MAX_BYTES = 64 * 1024;

  private final String source;
  private final Map<Rotation, Orientation> orientations = new EnumMap<>(Rotation.class);
  private final List<PanelCommand> init = new ArrayList<>();
  private int line;
  private @Nullable String name;
  private @Nullable PanelProtocol protocol;
  private int width = -1;
  private int height = -1;
  private @Nullable ColourOrder colours;
  private boolean inverted;

  PanelReader(String source) {
    this.source = source;
  }

  Panel read(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw wrong("a panel takes " + MAX_BYTES + " bytes at most", null);
    }
    for (String raw : new String(bytes, UTF_8).split("\\R", -1)) {
      line++;
      String fact = raw.replaceFirst("#.*", "").strip();
      if (!fact.isEmpty()) {
        try {
          take(fact.split("\\s+", -1));
        } catch (IllegalArgumentException e) {
          throw wrong(e.getMessage(), e);
        }
      }
    }
    if (name == null || protocol == null || width < 0) {
      throw wrong("name, protocol and size are needed", null);
    }
    if (colours == null && !protocol.isMonochrome()) {
      throw wrong("a colour panel needs the line \"colours rgb\" or \"colours bgr\"", null);
    }
    try {
      ColourOrder order = colours == null ? ColourOrder.RGB : colours;
      return new Panel(name, protocol, width, height, order, inverted, orientations, init);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage(), e);
    }
  }

  private void take(String[] words) {
    switch (words[0]) {
      case "name" -> name = only(words);
      case "protocol" -> protocol = protocol(only(words));
      case "size" -> {
        require(words.length == 3, "size has a width and a height");
        width = number(words[1]);
        height = number(words[2]);
      }
      case "colours" -> colours = ColourOrder.valueOf(only(words).toUpperCase(Locale.ROOT));
      case "inversion" -> {
        String word = only(words);
        require(word.equals("on") || word.equals("off"), "inversion is on or off");
        inverted = word.equals("on");
      }
      case "rotation" -> orientation(words);
      case "init" -> init.add(command(words));
      default ->
          throw new IllegalArgumentException(
              "\""
                  + Printable.text(words[0])
                  + "\" is none of name, protocol, size, colours, inversion, rotation, init");
    }
  }

  private void orientation(String[] words) {
    require(words.length >= 5, "rotation has degrees, address mode bits or -, and two offsets");
    Rotation rotation = Rotation.ofDegrees(number(words[1]));
    int mode = 0;
    for (int i = 2; i < words.length - 2; i++) {
      mode |=
          switch (words[i].toLowerCase(Locale.ROOT)) {
            case "-" -> 0;
            case "my" -> Orientation.MY;
            case "mx" -> Orientation.MX;
            case "mv" -> Orientation.MV;
            case "ml" -> Orientation.ML;
            case "mh" -> Orientation.MH;
            default ->
                throw new IllegalArgumentException(
                    "\"" + Printable.text(words[i]) + "\" is none of my mx mv ml mh or -");
          };
    }
    int x = number(words[words.length - 2]);
    int y = number(words[words.length - 1]);
    require(
        orientations.put(rotation, new Orientation(mode, x, y)) == null,
        "rotation " + rotation.degrees() + " stands there twice");
  }

  private static PanelCommand command(String[] words) {
    int end = words.length;
    int delay = 0;
    if (end >= 3 && words[end - 2].equals("delay")) {
      delay = number(words[end - 1]);
      end -= 2;
    }
    require(end >= 2, "init needs a command in hex");
    List<Integer> parameters = new ArrayList<>();
    for (int i = 2; i < end; i++) {
      parameters.add(hex(words[i]));
    }
    return new PanelCommand(hex(words[1]), parameters, delay);
  }

  private static PanelProtocol protocol(String word) {
    for (PanelProtocol known : PanelProtocol.values()) {
      if (known.word().equals(word)) {
        return known;
      }
    }
    throw new IllegalArgumentException(
        "protocol is mipi-dcs, ssd1306 or sh1106, not " + Printable.text(word));
  }

  private static String only(String[] words) {
    require(words.length == 2, Printable.text(words[0]) + " takes one word");
    return words[1];
  }

  private static int number(String word) {
    require(word.matches("\\d{1,5}"), "not a whole number: " + Printable.text(word));
    return Integer.parseInt(word);
  }

  private static int hex(String word) {
    require(word.matches("[0-9A-Fa-f]{2}"), "not two hex digits: " + Printable.text(word));
    return Integer.parseInt(word, 16);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  private AssetException wrong(@Nullable String what, @Nullable Exception cause) {
    return new AssetException("panel " + source + ", line " + line + ": " + what, cause);
  }
}
