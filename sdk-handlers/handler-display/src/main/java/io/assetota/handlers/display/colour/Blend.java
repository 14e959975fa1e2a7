package io.assetota.handlers.display.colour;

/** Lays one colour over another. */
public final class Blend {
  private Blend() {}

  /**
   * Blends.
   *
   * @param under an opaque colour
   * @param over a colour with alpha
   * @param coverage how much of the pixel it covers, 0 to 255
   * @return an opaque colour
   */
  public static int over(int under, int over, int coverage) {
    int a = (over >>> 24) * coverage;
    if (a >= 255 * 255) {
      return over;
    }
    // Exact for both ends: alpha counts in steps of 1/65025.
    int rest = 255 * 255 - a;
    int r = ((over >> 16 & 0xff) * a + (under >> 16 & 0xff) * rest + 32_512) / 65_025;
    int g = ((over >> 8 & 0xff) * a + (under >> 8 & 0xff) * rest + 32_512) / 65_025;
    int b = ((over & 0xff) * a + (under & 0xff) * rest + 32_512) / 65_025;
    return 0xff000000 | r << 16 | g << 8 | b;
  }
}
