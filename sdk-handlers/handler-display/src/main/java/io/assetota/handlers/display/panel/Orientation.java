package io.assetota.handlers.display.panel;

/**
 * How a controller's frame memory has to be addressed so that the picture appears in one {@link
 * Rotation}.
 *
 * <p>The bits are those of the MIPI DCS command {@code set_address_mode} (36h), which ILI9341 (data
 * sheet 8.2.29), ST7789 (9.1.28) and ST7735R (10.1.26) share. For page-addressed monochrome
 * controllers {@link #MX} stands for segment remap (A1h) and {@link #MY} for the reversed COM scan
 * (C8h).
 *
 * @param addressMode a sum of {@link #MY}, {@link #MX}, {@link #MV}, {@link #ML} and {@link #MH};
 *     the colour order is not part of it
 * @param xOffset columns between the start of the memory and the first visible one, as the host
 *     counts them in this orientation; 0 to 1023
 * @param yOffset the same for rows
 */
public record Orientation(int addressMode, int xOffset, int yOffset) {
  /** Rows are counted from the other end. */
  public static final int MY = 0x80;

  /** Columns are counted from the other end. */
  public static final int MX = 0x40;

  /** Rows and columns are exchanged. */
  public static final int MV = 0x20;

  /** The panel is refreshed from the other end; no effect on addresses. */
  public static final int ML = 0x10;

  /** A line is refreshed from the other end; no effect on addresses. */
  public static final int MH = 0x04;

  /** Blue comes first. Set by {@link ColourOrder}, never here. */
  static final int BGR = 0x08;

  private static final int MAX_OFFSET = 1023;

  /**
   * Checks the values.
   *
   * @param addressMode a sum of {@link #MY}, {@link #MX}, {@link #MV}, {@link #ML} and {@link #MH}
   * @param xOffset columns before the first visible one
   * @param yOffset the same for rows
   * @throws IllegalArgumentException if a bit is not one of the five, or an offset is out of range
   */
  public Orientation {
    if ((addressMode & ~(MY | MX | MV | ML | MH)) != 0) {
      throw new IllegalArgumentException(
          String.format(
              "address mode %02Xh has bits beyond MY MX MV ML MH; the colour order is a separate"
                  + " fact of the panel",
              addressMode));
    }
    if (xOffset < 0 || xOffset > MAX_OFFSET || yOffset < 0 || yOffset > MAX_OFFSET) {
      throw new IllegalArgumentException(
          "offsets are 0 to " + MAX_OFFSET + ": " + xOffset + " " + yOffset);
    }
  }
}
