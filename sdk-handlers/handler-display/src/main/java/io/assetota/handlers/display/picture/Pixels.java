package io.assetota.handlers.display.picture;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * The pixels of what ImageIO decoded, as {@code 0xAARRGGBB} in sRGB.
 *
 * <p>The JDK takes grey for light, not for a level of sRGB, and makes it too bright; and it has no
 * plain way from CMYK. Both are done here as other tools do it.
 */
final class Pixels {
  private static final int BLACK = 3;

  private Pixels() {}

  static int[] argb(BufferedImage image) {
    ColorModel model = image.getColorModel();
    int space = model.getColorSpace().getType();
    if (model instanceof IndexColorModel) {
      return converted(image);
    }
    if (space == ColorSpace.TYPE_GRAY) {
      return grey(image.getRaster(), model);
    }
    return space == ColorSpace.TYPE_CMYK ? cmyk(image.getRaster(), model) : converted(image);
  }

  private static int[] converted(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    return image.getRGB(0, 0, width, height, null, 0, width);
  }

  private static int[] grey(Raster raster, ColorModel model) {
    int bits = model.getComponentSize(0);
    boolean hasAlpha = model.hasAlpha() && raster.getNumBands() > 1;
    int[] out = new int[raster.getWidth() * raster.getHeight()];
    int[] row = new int[raster.getWidth() * raster.getNumBands()];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
      for (int x = 0; x < raster.getWidth(); x++) {
        int grey = eightBits(row[x * raster.getNumBands()], bits);
        int alpha = hasAlpha ? eightBits(row[x * raster.getNumBands() + 1], bits) : 0xff;
        out[y * raster.getWidth() + x] = alpha << 24 | grey * 0x01_01_01;
      }
    }
    return out;
  }

  private static int[] cmyk(Raster raster, ColorModel model) {
    int bits = model.getComponentSize(0);
    int[] out = new int[raster.getWidth() * raster.getHeight()];
    int[] row = new int[raster.getWidth() * raster.getNumBands()];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
      for (int x = 0; x < raster.getWidth(); x++) {
        int at = x * raster.getNumBands();
        int light = 0xff - eightBits(row[at + BLACK], bits);
        int pixel = 0xff;
        for (int ink = 0; ink < BLACK; ink++) {
          pixel = pixel << 8 | ((0xff - eightBits(row[at + ink], bits)) * light + 127) / 255;
        }
        out[y * raster.getWidth() + x] = pixel;
      }
    }
    return out;
  }

  private static int eightBits(int sample, int bits) {
    int max = (1 << bits) - 1;
    return bits == Byte.SIZE ? sample : (int) ((sample * 255L + max / 2) / max);
  }
}
