package io.assetota.handlers.display;

import io.assetota.handlers.display.picture.Dither;
import io.assetota.handlers.display.picture.ExifOrientation;
import io.assetota.handlers.display.picture.RawFormat;
import io.assetota.handlers.display.picture.Region;
import io.assetota.handlers.display.picture.Scaling;
import java.util.Optional;

/**
 * How an image asset goes onto a panel.
 *
 * @param region where; empty for the whole panel
 * @param scaling how an encoded picture is brought to that size
 * @param dither how steps between colours are hidden
 * @param background the colour behind and beside it, as {@code 0xRRGGBB}
 * @param raw how the pixels of {@code .img} assets lie
 * @param exif whether photos are turned upright
 */
public record ImageOptions(
    Optional<Region> region,
    Scaling scaling,
    Dither dither,
    int background,
    RawFormat raw,
    ExifOrientation exif) {
  /** The whole panel, letter-boxed on black, not dithered, raw pixels in little-endian rows. */
  public static final ImageOptions DEFAULT =
      new ImageOptions(
          Optional.empty(), Scaling.FIT, Dither.NONE, 0, RawFormat.ROWS, ExifOrientation.APPLIED);

  /**
   * Returns the same options for another place.
   *
   * @param value where
   * @return new options
   */
  public ImageOptions at(Region value) {
    return new ImageOptions(Optional.of(value), scaling, dither, background, raw, exif);
  }

  /**
   * Returns the same options with another scaling.
   *
   * @param value how
   * @return new options
   */
  public ImageOptions scaled(Scaling value) {
    return new ImageOptions(region, value, dither, background, raw, exif);
  }

  /**
   * Returns the same options with another dithering.
   *
   * @param value how
   * @return new options
   */
  public ImageOptions dithered(Dither value) {
    return new ImageOptions(region, scaling, value, background, raw, exif);
  }

  /**
   * Returns the same options on another colour.
   *
   * @param rgb the colour as {@code 0xRRGGBB}
   * @return new options
   */
  public ImageOptions on(int rgb) {
    return new ImageOptions(region, scaling, dither, rgb, raw, exif);
  }

  /**
   * Returns the same options for another form of {@code .img} assets.
   *
   * @param value how the pixels lie
   * @return new options
   */
  public ImageOptions raw(RawFormat value) {
    return new ImageOptions(region, scaling, dither, background, value, exif);
  }

  /**
   * Returns the same options with another way to hold photos.
   *
   * @param value whether they are turned upright
   * @return new options
   */
  public ImageOptions exif(ExifOrientation value) {
    return new ImageOptions(region, scaling, dither, background, raw, value);
  }
}
