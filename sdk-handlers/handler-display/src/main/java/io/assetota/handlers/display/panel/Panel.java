package io.assetota.handlers.display.panel;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * A panel as data: all that a driver has to know about a piece of glass and the controller on it.
 *
 * <p>Panels are text files, so a new one needs no code. Read one from an asset or the class path
 * with {@link #read}; those that are shipped come by name with {@link #named}. The format has one
 * fact a line; {@code #} begins a comment:
 *
 * <pre>
 * name      ili9341                # its name
 * protocol  mipi-dcs               # or ssd1306, sh1106
 * size      240 320                # pixels, upright
 * colours   bgr                    # or rgb
 * inversion off                    # on for glass that is white without voltage reversed (most IPS)
 * rotation  0   mx        0 0      # degrees, address mode bits (or -), x and y offset
 * rotation  90  mv        0 0
 * rotation  180 my        0 0
 * rotation  270 mx my mv  0 0
 * init      11 delay 120           # a command and its parameters in hex, and a pause in ms
 * init      3A 55
 * </pre>
 *
 * <p>A monochrome panel needs the line for rotation 0 only, no colours, and turns the picture in
 * memory. The commands for address mode (36h), inversion (20h, 21h, A6h, A7h), display on (29h,
 * AFh) and the window are the driver's and may not stand in {@code init}.
 *
 * @param name how people call the panel
 * @param protocol how its controller is spoken to
 * @param width visible pixels in the upright position
 * @param height visible pixels in the upright position
 * @param colours the order of the colour stripes; without meaning for a monochrome panel
 * @param inverted whether the controller has to invert for the picture to look right
 * @param orientations how to address the memory in each rotation
 * @param init what to send after reset, in this order
 */
public record Panel(
    String name,
    PanelProtocol protocol,
    int width,
    int height,
    ColourOrder colours,
    boolean inverted,
    Map<Rotation, Orientation> orientations,
    List<PanelCommand> init) {
  private static final int MAX_SIDE = 1024;
  private static final int MAX_INIT = 256;

  /** The names of the panels that come with this library. */
  private static final List<String> SHIPPED =
      List.of(
          "ili9341",
          "st7789-240x240",
          "st7789-240x320",
          "st7789-135x240",
          "st7735r-green",
          "st7735r-red",
          "st7735r-black",
          "ssd1306",
          "sh1106");

  /**
   * Checks the values.
   *
   * @param name how people call the panel
   * @param protocol how its controller is spoken to
   * @param width visible pixels in the upright position
   * @param height visible pixels in the upright position
   * @param colours the order of the colour stripes
   * @param inverted whether the controller has to invert for the picture to look right
   * @param orientations how to address the memory in each rotation
   * @param init what to send after reset, in this order
   * @throws IllegalArgumentException if a value is out of range, an orientation is missing, or
   *     {@code init} does what is the driver's to do
   */
  public Panel {
    if (name.isBlank() || name.length() > 64) {
      throw new IllegalArgumentException("a panel has a name of 1 to 64 characters");
    }
    if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE) {
      throw new IllegalArgumentException(
          "a panel has 1 to " + MAX_SIDE + " pixels a side: " + width + "x" + height);
    }
    if (protocol.isMonochrome() && (height % 8 != 0 || width > 132 || height > 64)) {
      throw new IllegalArgumentException(
          "a monochrome panel has up to 132x64 pixels in rows of eight: " + width + "x" + height);
    }
    orientations = Map.copyOf(orientations);
    for (Rotation rotation : Rotation.values()) {
      boolean needed = rotation == Rotation.DEG_0 || !protocol.isMonochrome();
      if (needed && !orientations.containsKey(rotation)) {
        throw new IllegalArgumentException(
            "panel " + Printable.text(name) + " lacks the rotation " + rotation.degrees());
      }
    }
    init = List.copyOf(init);
    if (init.isEmpty() || init.size() > MAX_INIT) {
      throw new IllegalArgumentException(
          "panel "
              + Printable.text(name)
              + " needs 1 to "
              + MAX_INIT
              + " commands in init: "
              + init.size());
    }
    for (PanelCommand command : init) {
      PanelRules.requireAllowed(protocol, command);
    }
  }

  /**
   * Returns the names of the panels that come with this library.
   *
   * @return names for {@link #named}
   */
  public static List<String> shipped() {
    return SHIPPED;
  }

  /**
   * Finds a shipped panel.
   *
   * @param name one of {@link #shipped()}
   * @return the panel
   * @throws IllegalArgumentException if there is none of that name, with all names in the message
   */
  public static Panel named(String name) {
    if (!SHIPPED.contains(name)) {
      throw new IllegalArgumentException(
          "no panel \""
              + Printable.text(name)
              + "\" is shipped; there are "
              + String.join(", ", SHIPPED));
    }
    String file = name + ".panel";
    try (InputStream in = Panel.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the library was packed without " + file);
      }
      return read(file, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a panel from its text form, UTF-8, at most 64 KiB.
   *
   * @param source what to call the text in errors: a file name
   * @param in the text, which the caller closes
   * @return the panel
   * @throws AssetException if the text is not a panel, with the line and what is wrong
   * @throws IOException if it can't be read
   */
  public static Panel read(String source, InputStream in) throws IOException {
    return new PanelReader(source).read(in);
  }

  /**
   * Returns how to address the memory.
   *
   * @param rotation the rotation
   * @return its orientation; that of the upright position for a monochrome panel
   */
  Orientation orientation(Rotation rotation) {
    Orientation found = orientations.get(protocol.isMonochrome() ? Rotation.DEG_0 : rotation);
    if (found == null) {
      throw new IllegalStateException("the constructor checked this");
    }
    return found;
  }

  /**
   * Returns the width of the picture.
   *
   * @param rotation the rotation
   * @return pixels
   */
  public int width(Rotation rotation) {
    return rotation.isSideways() ? height : width;
  }

  /**
   * Returns the height of the picture.
   *
   * @param rotation the rotation
   * @return pixels
   */
  public int height(Rotation rotation) {
    return rotation.isSideways() ? width : height;
  }
}
