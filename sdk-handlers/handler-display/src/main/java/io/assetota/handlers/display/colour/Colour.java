package io.assetota.handlers.display.colour;

/** Single colours, from one way of writing them to another. */
public final class Colour {
  private static final int HALF = 128;

  private Colour() {}

  /**
   * Widens a colour; the highest bits are repeated below, so that white is white again.
   *
   * @param rgb565 five bits of red, six of green, five of blue
   * @return an opaque colour as {@code 0xFFRRGGBB}
   */
  public static int toArgb(int rgb565) {
    int r = rgb565 >> 11 & 0x1f;
    int g = rgb565 >> 5 & 0x3f;
    int b = rgb565 & 0x1f;
    return 0xff000000 | (r << 3 | r >> 2) << 16 | (g << 2 | g >> 4) << 8 | b << 3 | b >> 2;
  }

  /**
   * Narrows a colour; the lowest bits are dropped.
   *
   * @param argb a colour as {@code 0xAARRGGBB}; alpha is ignored
   * @return five bits of red, six of green, five of blue
   */
  public static int toRgb565(int argb) {
    return (argb >> 8 & 0xf800) | (argb >> 5 & 0x07e0) | (argb >> 3 & 0x001f);
  }

  /**
   * Returns how bright a colour is: the luma of ITU-R BT.601.
   *
   * @param argb a colour as {@code 0xAARRGGBB}; alpha is ignored
   * @return 0 for black to 255 for white
   */
  public static int luma(int argb) {
    return ((argb >> 16 & 0xff) * 77 + (argb >> 8 & 0xff) * 150 + (argb & 0xff) * 29) >> 8;
  }

  /**
   * Returns whether a colour is white on a panel that has only black and white.
   *
   * @param rgb565 five bits of red, six of green, five of blue
   * @return true for the brighter half
   */
  public static boolean isBright(int rgb565) {
    return luma(toArgb(rgb565)) >= HALF;
  }
}
