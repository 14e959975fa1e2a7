package io.assetota.handlers.display.picture;

import io.assetota.handlers.display.colour.Colour;
import java.util.Arrays;

/** Reduces pixels to the colours of a panel, in place. */
final class Ditherer {
  /** Bayer's matrix of 8x8: bit-reversed interleaving of x xor y and y. */
  private static final int[] BAYER = bayer();

  private Ditherer() {}

  static int[] reduce(int[] argb, int width, int height, Dither dither, boolean monochrome) {
    if (monochrome) {
      for (int i = 0; i < argb.length; i++) {
        argb[i] = 0xff000000 | Colour.luma(argb[i]) * 0x010101;
      }
    }
    switch (dither) {
      case NONE -> {
        for (int i = 0; i < argb.length; i++) {
          argb[i] =
              monochrome
                  ? (argb[i] & 0xff) >= 128 ? 0xffffffff : 0xff000000
                  : Colour.toArgb(Colour.toRgb565(argb[i]));
        }
      }
      case ORDERED -> ordered(argb, width, height, monochrome);
      case DIFFUSION -> diffuse(argb, width, height, monochrome);
    }
    return argb;
  }

  private static void ordered(int[] argb, int width, int height, boolean monochrome) {
    int[] five = levels(monochrome ? 1 : 5);
    int[] six = levels(monochrome ? 1 : 6);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        int threshold = 2 * BAYER[(y & 7) * 8 + (x & 7)] + 1;
        int p = argb[i];
        argb[i] =
            0xff000000
                | step(five, p >> 16 & 0xff, threshold) << 16
                | step(six, p >> 8 & 0xff, threshold) << 8
                | step(five, p & 0xff, threshold);
      }
    }
  }

  /** The level below or above, by how far the value is between them; thresholds are 1..127/128. */
  private static int step(int[] levels, int value, int threshold) {
    int low = 0;
    while (low + 1 < levels.length && levels[low + 1] <= value) {
      low++;
    }
    if (low + 1 == levels.length) {
      return levels[low];
    }
    int gap = levels[low + 1] - levels[low];
    return (value - levels[low]) * 128 > threshold * gap ? levels[low + 1] : levels[low];
  }

  private static int[] levels(int bits) {
    int[] levels = new int[1 << bits];
    for (int v = 0; v < levels.length; v++) {
      levels[v] =
          switch (bits) {
            case 1 -> v * 255;
            case 5 -> v << 3 | v >> 2;
            default -> v << 2 | v >> 4;
          };
    }
    return levels;
  }

  private static void diffuse(int[] argb, int width, int height, boolean monochrome) {
    for (int shift = 16; shift >= 0; shift -= 8) {
      int[] levels = levels(monochrome ? 1 : shift == 8 ? 6 : 5);
      // Errors times 16, for this line and the next, with a margin at both ends.
      int[] here = new int[width + 2];
      int[] below = new int[width + 2];
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int i = y * width + x;
          int wanted = (argb[i] >> shift & 0xff) + ((here[x + 1] + 8) >> 4);
          int value = nearest(levels, wanted);
          argb[i] = (argb[i] & ~(0xff << shift)) | value << shift | 0xff000000;
          int error = wanted - value;
          here[x + 2] += 7 * error;
          below[x] += 3 * error;
          below[x + 1] += 5 * error;
          below[x + 2] += error;
        }
        int[] done = here;
        here = below;
        below = done;
        Arrays.fill(below, 0);
      }
    }
  }

  private static int nearest(int[] levels, int wanted) {
    int index =
        Math.max(0, Math.min(levels.length - 1, (wanted * (levels.length - 1) + 127) / 255));
    int best = levels[index];
    for (int k = Math.max(0, index - 1); k <= Math.min(levels.length - 1, index + 1); k++) {
      if (Math.abs(levels[k] - wanted) < Math.abs(best - wanted)) {
        best = levels[k];
      }
    }
    return best;
  }

  private static int[] bayer() {
    int[] matrix = new int[64];
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 8; x++) {
        int value = 0;
        for (int bit = 0; bit < 3; bit++) {
          value = value << 2 | ((x ^ y) >> bit & 1) << 1 | (y >> bit & 1);
        }
        matrix[y * 8 + x] = value;
      }
    }
    return matrix;
  }
}
