package io.assetota.handlers.display.picture;

import io.assetota.core.model.Printable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rectangle of pixels in the coordinates of the picture as it is seen: x to the right, y down.
 *
 * @param x left edge, 0 or more
 * @param y upper edge, 0 or more
 * @param width pixels, 1 or more
 * @param height pixels, 1 or more
 */
public record Region(int x, int y, int width, int height) {
  /** No panel or picture is larger: keeps every product of two sides inside an int. */
  static final int MAX_SIDE = 16_384;

  /**
   * Checks the values.
   *
   * @param x left edge, 0 or more
   * @param y upper edge, 0 or more
   * @param width pixels, 1 or more
   * @param height pixels, 1 or more
   * @throws IllegalArgumentException if the region is empty, begins outside, or is beyond 16384
   */
  public Region {
    if (x < 0 || y < 0 || width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "a region begins at 0 or later and has at least one pixel: " + text(x, y, width, height));
    }
    if (x > MAX_SIDE - width || y > MAX_SIDE - height) {
      throw new IllegalArgumentException(
          "a region ends at " + MAX_SIDE + " at most: " + text(x, y, width, height));
    }
  }

  /**
   * Returns the region of a whole panel or picture.
   *
   * @param width pixels
   * @param height pixels
   * @return the region at 0,0
   */
  public static Region whole(int width, int height) {
    return new Region(0, 0, width, height);
  }

  /**
   * Reads a region as people write it.
   *
   * @param text {@code WIDTHxHEIGHT+X+Y}, for example {@code 100x40+10+200}
   * @return the region
   * @throws IllegalArgumentException if the text is not of that form
   */
  public static Region parse(String text) {
    Matcher matcher =
        Pattern.compile("(\\d{1,5})x(\\d{1,5})\\+(\\d{1,5})\\+(\\d{1,5})").matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a region is written WIDTHxHEIGHT+X+Y, for example 100x40+10+200, not \""
              + Printable.text(text)
              + "\"");
    }
    return new Region(
        Integer.parseInt(matcher.group(3)),
        Integer.parseInt(matcher.group(4)),
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)));
  }

  /**
   * Returns where the region ends.
   *
   * @return the first x to the right of it
   */
  public int endX() {
    return x + width;
  }

  /**
   * Returns where the region ends.
   *
   * @return the first y below it
   */
  public int endY() {
    return y + height;
  }

  /**
   * Returns the number of pixels.
   *
   * @return width times height
   */
  public int area() {
    return width * height;
  }

  /**
   * Returns whether two regions share a pixel.
   *
   * @param other another region
   * @return true if they do
   */
  public boolean intersects(Region other) {
    return x < other.endX() && other.x < endX() && y < other.endY() && other.y < endY();
  }

  /**
   * Returns the smallest region around two.
   *
   * @param other another region
   * @return the region that holds both
   */
  public Region union(Region other) {
    int left = Math.min(x, other.x);
    int top = Math.min(y, other.y);
    return new Region(
        left, top, Math.max(endX(), other.endX()) - left, Math.max(endY(), other.endY()) - top);
  }

  /**
   * Checks that the region lies inside a panel or picture.
   *
   * @param outerWidth its width
   * @param outerHeight its height
   * @return this region
   * @throws IllegalArgumentException if a part lies outside
   */
  public Region requireInside(int outerWidth, int outerHeight) {
    if (endX() > outerWidth || endY() > outerHeight) {
      throw new IllegalArgumentException(
          "the region " + this + " reaches beyond " + outerWidth + "x" + outerHeight);
    }
    return this;
  }

  /** Writes the region as {@link #parse(String)} reads it. */
  @Override
  public String toString() {
    return text(x, y, width, height);
  }

  private static String text(int x, int y, int width, int height) {
    return width + "x" + height + "+" + x + "+" + y;
  }
}
