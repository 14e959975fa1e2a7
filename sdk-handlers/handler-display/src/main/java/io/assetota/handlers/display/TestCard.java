package io.assetota.handlers.display;

import io.assetota.handlers.display.panel.DisplayDriver;
import io.assetota.handlers.display.panel.Panel;
import io.assetota.handlers.display.panel.Rotation;
import io.assetota.handlers.display.picture.Dither;
import io.assetota.handlers.display.picture.Picture;
import io.assetota.handlers.display.picture.Region;
import io.assetota.handlers.display.text.TextBlock;
import io.assetota.handlers.display.text.TextFont;
import java.io.IOException;

/**
 * A picture that shows at a glance what is wrong with the data of a panel.
 *
 * <ul>
 *   <li>a white line at all four edges: if one is missing or a strip of noise is beside it, the
 *       size or an offset is wrong;
 *   <li>corners: red at the upper left, green at the upper right, blue at the lower left, white at
 *       the lower right: otherwise the address mode is wrong, or the panel is mirrored;
 *   <li>fields that name their colour: red and blue exchanged means the other colour order, all
 *       colours reversed means the other inversion;
 *   <li>a ramp of grey: dark steps that can't be told apart are a matter of gamma or VCOM;
 *   <li>the name of the panel, the size and the rotation, readable.
 * </ul>
 */
public final class TestCard {
  private static final int WHITE = 0xffffff;
  private static final int RED = 0xff0000;
  private static final int GREEN = 0x00ff00;
  private static final int BLUE = 0x0000ff;
  private static final int[] BARS = {
    WHITE, 0xffff00, 0x00ffff, GREEN, 0xff00ff, RED, BLUE, 0x000000
  };
  private static final int RAMP_STEPS = 16;

  private TestCard() {}

  /**
   * Draws the card onto a display, in its current rotation.
   *
   * @param display where
   * @throws IOException if the panel can't be reached
   */
  public static void draw(DisplayDriver display) throws IOException {
    Rotation rotation = display.rotation();
    display.draw(0, 0, picture(display.panel(), rotation));
  }

  /**
   * Makes the card for a panel.
   *
   * @param panel the panel
   * @param rotation how it is turned
   * @return the card in the panel's colours
   */
  public static Picture picture(Panel panel, Rotation rotation) {
    boolean monochrome = panel.protocol().isMonochrome();
    int width = panel.width(rotation);
    int height = panel.height(rotation);
    Canvas canvas = new Canvas(width, height);
    TextFont font = TextFont.small().times(Math.min(width, height) >= 200 ? 2 : 1);
    int corner = Math.max(6, Math.min(width, height) / 9);
    int barsEnd = height * (monochrome ? 40 : 28) / 100;
    int rampEnd = barsEnd;

    edges(canvas, width, height);
    corners(canvas, width, height, corner);
    Region upper = new Region(corner + 3, 3, width - 2 * corner - 6, barsEnd - 3);
    if (monochrome) {
      // Patterns of dots; fields with names of colours could not be read.
      ramp(canvas, upper, BARS.length);
    } else {
      bars(canvas, upper);
      int fieldsEnd = Math.max(barsEnd + font.lineHeight() + 3, height * 46 / 100);
      rampEnd = fieldsEnd + Math.max(4, height / 16);
      fields(canvas, new Region(3, barsEnd + 2, width - 6, fieldsEnd - barsEnd - 2), font);
      ramp(canvas, new Region(3, fieldsEnd + 2, width - 6, rampEnd - fieldsEnd - 2), RAMP_STEPS);
    }
    String text =
        panel.name() + "\n" + width + "\u00d7" + height + "  " + rotation.degrees() + "\u00b0";
    int textWidth = width - 2 * corner - 6;
    int textHeight = height - rampEnd - 4;
    TextBlock block = TextBlock.wrap(text, font, textWidth);
    int free = Math.max(0, (textHeight - block.height()) / 2);
    canvas.text(
        new Region(corner + 3, rampEnd + 2 + free, textWidth, textHeight - free),
        text,
        font,
        WHITE,
        TextBlock.Align.CENTRE);
    return canvas
        .picture()
        .reduced(monochrome ? Dither.ORDERED : Dither.NONE, panel.protocol().colourDepth());
  }

  private static void edges(Canvas canvas, int width, int height) {
    canvas.fill(new Region(0, 0, width, 1), WHITE);
    canvas.fill(new Region(0, height - 1, width, 1), WHITE);
    canvas.fill(new Region(0, 0, 1, height), WHITE);
    canvas.fill(new Region(width - 1, 0, 1, height), WHITE);
  }

  private static void corners(Canvas canvas, int width, int height, int size) {
    int side = size - 1;
    canvas.fill(new Region(2, 2, side, side), RED);
    canvas.fill(new Region(width - 2 - side, 2, side, side), GREEN);
    canvas.fill(new Region(2, height - 2 - side, side, side), BLUE);
    canvas.fill(new Region(width - 2 - side, height - 2 - side, side, side), WHITE);
  }

  private static void bars(Canvas canvas, Region area) {
    for (int i = 0; i < BARS.length; i++) {
      canvas.fill(column(area, i, BARS.length), BARS[i]);
    }
  }

  private static void fields(Canvas canvas, Region area, TextFont font) {
    int[] colours = {RED, GREEN, BLUE};
    String[] names = {"red", "green", "blue"};
    for (int i = 0; i < colours.length; i++) {
      Region field = column(area, i, colours.length);
      canvas.fill(field, colours[i]);
      int top = Math.max(0, (field.height() - font.ascent()) / 2);
      canvas.text(
          new Region(field.x(), field.y() + top, field.width(), field.height() - top),
          names[i],
          font,
          colours[i] == GREEN ? 0 : WHITE,
          TextBlock.Align.CENTRE);
    }
  }

  private static void ramp(Canvas canvas, Region area, int steps) {
    for (int i = 0; i < steps; i++) {
      canvas.fill(column(area, i, steps), i * 255 / (steps - 1) * 0x010101);
    }
  }

  private static Region column(Region area, int index, int count) {
    int left = area.width() * index / count;
    int right = area.width() * (index + 1) / count;
    return new Region(area.x() + left, area.y(), right - left, area.height());
  }
}
