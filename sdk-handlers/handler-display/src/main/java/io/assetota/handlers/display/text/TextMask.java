package io.assetota.handlers.display.text;

import io.assetota.handlers.display.picture.Region;

/** How much of each pixel letters cover: what fonts draw on. Not safe for several threads. */
public final class TextMask {
  private final int width;
  private final int height;
  private final byte[] coverage;

  /**
   * Makes an empty mask.
   *
   * @param width pixels, 1 to 16384
   * @param height pixels, 1 to 16384
   */
  public TextMask(int width, int height) {
    this.coverage = new byte[Region.whole(width, height).area()];
    this.width = width;
    this.height = height;
  }

  /**
   * Returns the width.
   *
   * @return pixels
   */
  public int width() {
    return width;
  }

  /**
   * Returns the height.
   *
   * @return pixels
   */
  public int height() {
    return height;
  }

  /**
   * Returns the coverage of each pixel, row by row; not a copy.
   *
   * @return 0 for none to 255 for all, as unsigned bytes
   */
  public byte[] coverage() {
    return coverage;
  }

  /** Covers a rectangle; what lies outside is cut. */
  void cover(int x, int y, int w, int h) {
    int left = Math.max(0, x);
    int right = Math.min(width, x + w);
    for (int row = Math.max(0, y); row < Math.min(height, y + h); row++) {
      for (int column = left; column < right; column++) {
        coverage[row * width + column] = (byte) 255;
      }
    }
  }
}
