package io.assetota.handlers.testkit.panel;

import java.util.List;

/**
 * A piece of glass with its controller, as it is built: what a driver has to cope with. Written
 * down from data sheets and module descriptions, not from any driver's tables, so that a driver
 * with a wrong number shows a wrong picture.
 *
 * @param name as the shipped panel of that kind is called
 * @param chip the controller
 * @param memoryWidth columns of frame memory; ST7735R modules choose it with the pins GM0 to GM2
 * @param memoryHeight rows of frame memory
 * @param width visible pixels, with the module upright
 * @param height visible pixels
 * @param memoryX the first column of memory that is wired to the glass
 * @param memoryY the first row of memory that is wired to the glass
 * @param mirroredX whether the columns are wired from right to left
 * @param mirroredY whether the rows are wired from bottom to top
 * @param blueFirst whether the stripes on the glass are blue, green, red
 * @param inverse whether the glass shows the inverse of what it is driven with, as IPS does
 */
public record EmulatedPanel(
    String name,
    Chip chip,
    int memoryWidth,
    int memoryHeight,
    int width,
    int height,
    int memoryX,
    int memoryY,
    boolean mirroredX,
    boolean mirroredY,
    boolean blueFirst,
    boolean inverse) {
  /** The controllers that can be emulated. */
  public enum Chip {
    /** Ilitek ILI9341, up to 240x320, colour. */
    ILI9341,
    /** Sitronix ST7789V, up to 240x320, colour. */
    ST7789,
    /** Sitronix ST7735R, up to 132x162, colour. */
    ST7735R,
    /** Solomon Systech SSD1306, 128x64, monochrome. */
    SSD1306,
    /** Sino Wealth SH1106, 132x64, monochrome. */
    SH1106;

    boolean isMonochrome() {
      return this == SSD1306 || this == SH1106;
    }
  }

  private static final List<EmulatedPanel> KNOWN =
      List.of(
          // The 2.2 to 3.2 inch modules: source lines reversed, BGR filter.
          of("ili9341", Chip.ILI9341, 240, 320, 240, 320, 0, 0, "x bgr"),
          // IPS modules: RGB filter, normally black.
          of("st7789-240x240", Chip.ST7789, 240, 320, 240, 240, 0, 0, "inverse"),
          of("st7789-240x320", Chip.ST7789, 240, 320, 240, 320, 0, 0, "inverse"),
          of("st7789-135x240", Chip.ST7789, 240, 320, 135, 240, 52, 40, "inverse"),
          // 1.8 inch modules: mounted upside down. The green ones use GM=000, all memory.
          of("st7735r-green", Chip.ST7735R, 132, 162, 128, 160, 2, 1, "x y bgr"),
          of("st7735r-red", Chip.ST7735R, 128, 160, 128, 160, 0, 0, "x y bgr"),
          of("st7735r-black", Chip.ST7735R, 128, 160, 128, 160, 0, 0, "x y"),
          of("ssd1306", Chip.SSD1306, 128, 64, 128, 64, 0, 0, "x y"),
          of("sh1106", Chip.SH1106, 132, 64, 128, 64, 2, 0, "x y"));

  /**
   * Checks the values.
   *
   * @param name as the shipped panel of that kind is called
   * @param chip the controller
   * @param memoryWidth columns of frame memory
   * @param memoryHeight rows of frame memory
   * @param width visible pixels, with the module upright
   * @param height visible pixels
   * @param memoryX the first column of memory that is wired to the glass
   * @param memoryY the first row of memory that is wired to the glass
   * @param mirroredX whether the columns are wired from right to left
   * @param mirroredY whether the rows are wired from bottom to top
   * @param blueFirst whether the stripes on the glass are blue, green, red
   * @param inverse whether the glass shows the inverse of what it is driven with, as IPS does
   * @throws IllegalArgumentException if the glass is larger than the memory, or empty
   */
  public EmulatedPanel {
    if (width < 1
        || height < 1
        || memoryX < 0
        || memoryY < 0
        || memoryX > memoryWidth - width
        || memoryY > memoryHeight - height) {
      throw new IllegalArgumentException("the glass of " + name + " is not inside its memory");
    }
    if (chip.isMonochrome() && memoryHeight % 8 != 0) {
      throw new IllegalArgumentException("pages have eight rows");
    }
  }

  private static EmulatedPanel of(
      String name, Chip chip, int mw, int mh, int w, int h, int x, int y, String traits) {
    List<String> words = List.of(traits.split(" ", -1));
    return new EmulatedPanel(
        name,
        chip,
        mw,
        mh,
        w,
        h,
        x,
        y,
        words.contains("x"),
        words.contains("y"),
        words.contains("bgr"),
        words.contains("inverse"));
  }

  /**
   * Returns the panels that are known here.
   *
   * @return one for each panel that handler-display ships
   */
  public static List<EmulatedPanel> known() {
    return KNOWN;
  }

  /**
   * Finds a known panel.
   *
   * @param name its name
   * @return the panel
   * @throws IllegalArgumentException if there is none of that name
   */
  public static EmulatedPanel named(String name) {
    return KNOWN.stream()
        .filter(panel -> panel.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no panel \""
                        + name
                        + "\" is emulated; there are "
                        + String.join(", ", KNOWN.stream().map(EmulatedPanel::name).toList())));
  }
}
