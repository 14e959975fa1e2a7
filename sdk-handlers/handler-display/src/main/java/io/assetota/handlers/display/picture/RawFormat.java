package io.assetota.handlers.display.picture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;

/**
 * How the pixels of a raw {@code .img} asset lie: RGB565 without any header, two bytes a pixel.
 *
 * @param layout rows or columns
 * @param order which byte of a pixel comes first
 */
public record RawFormat(Layout layout, ByteOrder order) {
  /** In which order the pixels come. */
  public enum Layout {
    /** Rows from top to bottom, each from left to right. */
    ROWS,
    /**
     * Columns from right to left, each from top to bottom: how Particle's {@code lcd_image} example
     * draws its asset. A landscape picture in rows, drawn like this, stands on its side.
     */
    COLUMNS
  }

  /** What a panel takes as it is: rows, high byte first. */
  public static final RawFormat WIRE = new RawFormat(Layout.ROWS, ByteOrder.BIG_ENDIAN);

  /** Rows of little-endian pixels: what a microcontroller has in memory. The default. */
  public static final RawFormat ROWS = new RawFormat(Layout.ROWS, ByteOrder.LITTLE_ENDIAN);

  /** Columns of little-endian pixels, as Particle's example reads and draws them. */
  public static final RawFormat COLUMNS = new RawFormat(Layout.COLUMNS, ByteOrder.LITTLE_ENDIAN);

  /**
   * Returns the size of an asset.
   *
   * @param width pixels
   * @param height pixels
   * @return bytes
   */
  public static long size(int width, int height) {
    return 2L * width * height;
  }

  /**
   * Writes a picture as an asset.
   *
   * @param picture the picture
   * @param out takes {@link #size} bytes; the caller closes it
   * @throws IOException if writing fails
   */
  public void write(Picture picture, OutputStream out) throws IOException {
    Picture source = layout == Layout.ROWS ? picture : picture.turnedAnticlockwise();
    byte[] line = new byte[2 * source.width()];
    for (int y = 0; y < source.height(); y++) {
      Rgb565.pack(source.argb(), y * source.width(), line, 0, source.width());
      if (order == ByteOrder.LITTLE_ENDIAN) {
        Rgb565.swap(line, 0, line.length);
      }
      out.write(line);
    }
  }
}
