package io.assetota.handlers.display.picture;

import java.util.Arrays;

/** Brings opaque pictures to a size. */
final class Scaler {
  private Scaler() {}

  static Picture fit(Picture source, int width, int height, Scaling scaling, int rgb) {
    int background = 0xff000000 | rgb;
    return switch (scaling) {
      case STRETCH -> stretch(source, width, height);
      case NONE -> centre(source, width, height, background);
      case FILL -> {
        // Cut first, so that nothing larger than source or target is ever made.
        int cutWidth =
            clamp((int) Math.round((double) source.height() * width / height), source.width());
        int cutHeight =
            clamp((int) Math.round((double) source.width() * height / width), source.height());
        yield stretch(centre(source, cutWidth, cutHeight, background), width, height);
      }
      case FIT -> {
        double factor =
            Math.min((double) width / source.width(), (double) height / source.height());
        int fittedWidth = clamp((int) Math.round(source.width() * factor), width);
        int fittedHeight = clamp((int) Math.round(source.height() * factor), height);
        yield centre(stretch(source, fittedWidth, fittedHeight), width, height, background);
      }
    };
  }

  private static int clamp(int value, int max) {
    return Math.max(1, Math.min(value, max));
  }

  /** Puts the picture into the middle; cuts or fills at the edges. */
  private static Picture centre(Picture source, int width, int height, int background) {
    if (source.width() == width && source.height() == height) {
      return source;
    }
    int[] out = new int[width * height];
    Arrays.fill(out, background);
    int copyWidth = Math.min(width, source.width());
    int copyHeight = Math.min(height, source.height());
    int fromX = (source.width() - copyWidth) / 2;
    int fromY = (source.height() - copyHeight) / 2;
    int toX = (width - copyWidth) / 2;
    int toY = (height - copyHeight) / 2;
    for (int y = 0; y < copyHeight; y++) {
      System.arraycopy(
          source.argb(),
          (fromY + y) * source.width() + fromX,
          out,
          (toY + y) * width + toX,
          copyWidth);
    }
    return new Picture(width, height, out);
  }

  private static Picture stretch(Picture source, int width, int height) {
    int[] pixels = source.argb();
    if (width != source.width()) {
      Taps taps = new Taps(source.width(), width);
      int[] out = new int[width * source.height()];
      for (int y = 0; y < source.height(); y++) {
        taps.apply(pixels, y * source.width(), 1, out, y * width, 1);
      }
      pixels = out;
    }
    if (height != source.height()) {
      Taps taps = new Taps(source.height(), height);
      int[] out = new int[width * height];
      for (int x = 0; x < width; x++) {
        taps.apply(pixels, x, width, out, x, width);
      }
      pixels = out;
    }
    return new Picture(width, height, pixels);
  }

  /**
   * Which pixels of a line make each pixel of a longer or shorter one, and with what weight: a
   * triangle, as wide as one pixel of the coarser line on either side. Growing, that is linear
   * interpolation; shrinking, every source pixel counts, so nothing flickers or gets lost.
   */
  private static final class Taps {
    private static final int ONE = 1 << 14;

    private final int[] first;
    private final int[][] weights;

    Taps(int from, int to) {
      first = new int[to];
      weights = new int[to][];
      double step = (double) from / to;
      double reach = Math.max(1, step);
      for (int i = 0; i < to; i++) {
        double centre = (i + 0.5) * step - 0.5;
        int low = Math.max(0, (int) Math.ceil(centre - reach));
        int high = Math.min(from - 1, (int) Math.floor(centre + reach));
        double[] exact = new double[high - low + 1];
        double sum = 0;
        for (int k = low; k <= high; k++) {
          exact[k - low] = Math.max(0, 1 - Math.abs(k - centre) / reach);
          sum += exact[k - low];
        }
        first[i] = low;
        weights[i] = rounded(exact, sum);
      }
    }

    /** Whole weights whose sum is exactly one: what is missing goes to the largest. */
    private static int[] rounded(double[] exact, double sum) {
      int[] whole = new int[exact.length];
      int left = ONE;
      int largest = 0;
      for (int k = 0; k < exact.length; k++) {
        whole[k] = (int) Math.round(exact[k] / sum * ONE);
        left -= whole[k];
        largest = whole[k] > whole[largest] ? k : largest;
      }
      whole[largest] += left;
      return whole;
    }

    void apply(int[] in, int from, int inStep, int[] out, int to, int outStep) {
      for (int i = 0; i < first.length; i++) {
        int[] weight = weights[i];
        int at = from + first[i] * inStep;
        int r = ONE / 2;
        int g = ONE / 2;
        int b = ONE / 2;
        for (int w : weight) {
          int p = in[at];
          r += (p >> 16 & 0xff) * w;
          g += (p >> 8 & 0xff) * w;
          b += (p & 0xff) * w;
          at += inStep;
        }
        out[to + i * outStep] = 0xff000000 | (r / ONE) << 16 | (g / ONE) << 8 | (b / ONE);
      }
    }
  }
}
