package io.assetota.handlers.display;

import io.assetota.handlers.display.colour.Blend;
import io.assetota.handlers.display.panel.DisplayDriver;
import io.assetota.handlers.display.picture.Picture;
import io.assetota.handlers.display.picture.Region;
import io.assetota.handlers.display.text.TextBlock;
import io.assetota.handlers.display.text.TextFont;
import io.assetota.handlers.display.text.TextMask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A picture in memory on which programs draw, and which knows what has changed: {@link #flush}
 * sends only that. Not safe for use by several threads.
 */
public final class Canvas {
  /** More rectangles than this are joined: each costs eleven bytes and six pin changes. */
  private static final int MAX_DIRTY = 8;

  private final Picture picture;
  private final List<Region> dirty = new ArrayList<>();

  /**
   * Makes a black canvas, all of which has changed.
   *
   * @param width pixels
   * @param height pixels
   */
  public Canvas(int width, int height) {
    picture = new Picture(width, height, new int[Region.whole(width, height).area()]);
    Arrays.fill(picture.argb(), 0xff000000);
    touch(Region.whole(width, height));
  }

  /**
   * Returns the picture itself, not a copy. Call {@link #touch} after changing its pixels.
   *
   * @return what was drawn until now
   */
  public Picture picture() {
    return picture;
  }

  /**
   * Fills a region.
   *
   * @param region where
   * @param rgb the colour as {@code 0xRRGGBB}
   * @throws IllegalArgumentException if the region reaches beyond the canvas
   */
  public void fill(Region region, int rgb) {
    touch(region);
    for (int y = region.y(); y < region.endY(); y++) {
      int at = y * picture.width();
      Arrays.fill(picture.argb(), at + region.x(), at + region.endX(), 0xff000000 | rgb);
    }
  }

  /**
   * Lays a picture onto the canvas, through its alpha.
   *
   * @param x where its left edge goes
   * @param y where its upper edge goes
   * @param part the picture
   * @throws IllegalArgumentException if the picture reaches beyond the canvas
   */
  public void draw(int x, int y, Picture part) {
    touch(new Region(x, y, part.width(), part.height()));
    int[] to = picture.argb();
    int[] from = part.argb();
    for (int row = 0; row < part.height(); row++) {
      int at = (y + row) * picture.width() + x;
      for (int column = 0; column < part.width(); column++) {
        to[at + column] = Blend.over(to[at + column], from[row * part.width() + column], 255);
      }
    }
  }

  /**
   * Writes text into a region, broken into lines where it has to be; what does not fit is cut.
   *
   * @param region where; the first line is at its upper edge
   * @param text the text
   * @param font the font
   * @param rgb the colour as {@code 0xRRGGBB}
   * @param align where the lines stand
   * @return the text as it was broken and measured
   * @throws IllegalArgumentException if the region reaches beyond the canvas
   */
  public TextBlock text(Region region, String text, TextFont font, int rgb, TextBlock.Align align) {
    touch(region);
    TextBlock block = TextBlock.wrap(text, font, region.width());
    TextMask mask = new TextMask(region.width(), region.height());
    block.draw(mask, align);
    int colour = 0xff000000 | rgb;
    for (int row = 0; row < region.height(); row++) {
      int at = (region.y() + row) * picture.width() + region.x();
      for (int column = 0; column < region.width(); column++) {
        int covered = mask.coverage()[row * region.width() + column] & 0xff;
        if (covered != 0) {
          picture.argb()[at + column] = Blend.over(picture.argb()[at + column], colour, covered);
        }
      }
    }
    return block;
  }

  /**
   * Notes that a region has changed.
   *
   * @param region where
   * @throws IllegalArgumentException if the region reaches beyond the canvas
   */
  public void touch(Region region) {
    Region joined = region.requireInside(picture.width(), picture.height());
    // Joining may make it meet another one, so begin again after each.
    for (int i = 0; i < dirty.size(); i++) {
      if (dirty.get(i).intersects(joined)) {
        joined = joined.union(dirty.remove(i));
        i = -1;
      }
    }
    dirty.add(joined);
    if (dirty.size() > MAX_DIRTY) {
      Region all = dirty.stream().reduce(Region::union).orElseThrow();
      dirty.clear();
      dirty.add(all);
    }
  }

  /**
   * Returns what has changed since the last {@link #flush}.
   *
   * @return regions that don't touch each other's pixels
   */
  public List<Region> dirty() {
    return List.copyOf(dirty);
  }

  /**
   * Sends what has changed. If that fails, it still counts as changed.
   *
   * @param display a display of the canvas's size
   * @throws IOException if the panel can't be reached
   * @throws IllegalArgumentException if the sizes differ
   */
  public void flush(DisplayDriver display) throws IOException {
    Region whole = display.whole();
    if (whole.width() != picture.width() || whole.height() != picture.height()) {
      throw new IllegalArgumentException(
          "the canvas is "
              + picture.width()
              + "x"
              + picture.height()
              + ", the display "
              + whole.width()
              + "x"
              + whole.height());
    }
    while (!dirty.isEmpty()) {
      Region region = dirty.get(0);
      int offset = region.y() * picture.width() + region.x();
      display.draw(region, picture.argb(), offset, picture.width());
      dirty.remove(0);
    }
  }
}
