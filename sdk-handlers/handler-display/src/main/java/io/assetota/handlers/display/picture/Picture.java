package io.assetota.handlers.display.picture;

import io.assetota.core.model.AssetException;
import io.assetota.handlers.display.colour.Blend;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import javax.imageio.ImageIO;

/**
 * A decoded picture: one array of pixels as {@code 0xAARRGGBB}, row by row.
 *
 * <p>Not safe for use by several threads while the array is changed.
 */
public final class Picture {
  private final int width;
  private final int height;
  private final int[] argb;

  /**
   * Makes a picture of an array, which is not copied.
   *
   * @param width pixels, 1 to 16384
   * @param height pixels, 1 to 16384
   * @param argb {@code width * height} pixels
   * @throws IllegalArgumentException if the numbers don't fit each other
   */
  public Picture(int width, int height, int[] argb) {
    Region whole = Region.whole(width, height);
    if (argb.length != whole.area()) {
      throw new IllegalArgumentException(
          "a picture of " + width + "x" + height + " has not " + argb.length + " pixels");
    }
    this.width = width;
    this.height = height;
    this.argb = argb;
  }

  /**
   * Decodes a PNG, JPEG, GIF (its first frame) or BMP. A photo is turned upright.
   *
   * @param source what to call it in errors: the asset's name
   * @param in the encoded picture, which the caller closes
   * @return the picture, with its alpha
   * @throws AssetException if it is in no known format, damaged, or has more than {@value
   *     PictureDecoder#MAX_PIXELS} pixels
   * @throws IOException if reading fails
   */
  public static Picture decode(String source, InputStream in) throws IOException {
    return decode(source, in, ExifOrientation.APPLIED);
  }

  /**
   * Decodes a PNG, JPEG, GIF (its first frame) or BMP.
   *
   * @param source what to call it in errors: the asset's name
   * @param in the encoded picture, which the caller closes
   * @param exif whether a photo is turned upright
   * @return the picture, with its alpha
   * @throws AssetException if it is in no known format, damaged, or has more than {@value
   *     PictureDecoder#MAX_PIXELS} pixels
   * @throws IOException if reading fails
   */
  public static Picture decode(String source, InputStream in, ExifOrientation exif)
      throws IOException {
    return PictureDecoder.decode(source, in, exif);
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
   * Returns the pixels themselves, not a copy.
   *
   * @return {@code width * height} pixels as {@code 0xAARRGGBB}
   */
  public int[] argb() {
    return argb;
  }

  /**
   * Lays the picture over a colour, so that no alpha is left.
   *
   * @param rgb the colour as {@code 0xRRGGBB}
   * @return a picture of the same size
   */
  public Picture over(int rgb) {
    int[] out = new int[argb.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = Blend.over(rgb, argb[i], 255);
    }
    return new Picture(width, height, out);
  }

  /**
   * Brings the picture to a size.
   *
   * @param newWidth pixels
   * @param newHeight pixels
   * @param scaling how
   * @param rgb the colour behind and beside it, as {@code 0xRRGGBB}
   * @return an opaque picture of that size
   */
  public Picture fitted(int newWidth, int newHeight, Scaling scaling, int rgb) {
    return Scaler.fit(over(rgb), newWidth, newHeight, scaling, rgb);
  }

  /**
   * Reduces the colours to those of a panel.
   *
   * @param dither how errors are hidden
   * @param depth which colours the panel has
   * @return an opaque picture of the same size that has only such colours
   */
  public Picture reduced(Dither dither, ColourDepth depth) {
    return new Picture(
        width,
        height,
        Ditherer.reduce(argb.clone(), width, height, dither, depth == ColourDepth.MONOCHROME));
  }

  /**
   * Turns the picture a quarter anticlockwise.
   *
   * @return a picture whose width is this one's height
   */
  public Picture turnedAnticlockwise() {
    int[] out = new int[argb.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        out[(width - 1 - x) * height + y] = argb[y * width + x];
      }
    }
    return new Picture(/* width= */ height, /* height= */ width, out);
  }

  /**
   * Writes the picture as PNG, for people to look at.
   *
   * @param out takes the PNG; the caller closes it
   * @throws IOException if writing fails
   */
  public void writePng(OutputStream out) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, width, height, argb, 0, width);
    ImageIO.write(image, "png", out);
  }
}
