package io.assetota.handlers.display.text;

import java.util.Map;

/** A bitmap font: each glyph is a few bits a row. */
final class BdfFont implements TextFont {
  /**
   * One glyph.
   *
   * @param advance how far the pen moves
   * @param width pixels of the bitmap
   * @param height pixels of the bitmap
   * @param x its left edge from the pen
   * @param y its lower edge above the base line
   * @param rows bytes of each row, highest bit leftmost
   */
  record Glyph(int advance, int width, int height, int x, int y, String rows) {
    boolean isSet(int column, int row) {
      // Hex digits as they stand in the file: four bits each.
      int digits = (width + 7) / 8 * 2;
      int digit = Character.digit(rows.charAt(row * digits + column / 4), 16);
      return (digit >> (3 - column % 4) & 1) != 0;
    }
  }

  private final Map<Integer, Glyph> glyphs;
  private final Glyph replacement;
  private final int ascent;
  private final int descent;

  BdfFont(Map<Integer, Glyph> glyphs, Glyph replacement, int ascent, int descent) {
    this.glyphs = Map.copyOf(glyphs);
    this.replacement = replacement;
    this.ascent = ascent;
    this.descent = descent;
  }

  @Override
  public int ascent() {
    return ascent;
  }

  @Override
  public int descent() {
    return descent;
  }

  @Override
  public int width(String text) {
    // Glyphs for writing to the left have a negative advance.
    return Math.max(0, text.codePoints().map(c -> glyph(c).advance()).sum());
  }

  @Override
  public void draw(String text, TextMask mask, int x, int baseLine) {
    int pen = x;
    for (int c : text.codePoints().toArray()) {
      Glyph glyph = glyph(c);
      int top = baseLine - glyph.y() - glyph.height();
      for (int row = 0; row < glyph.height(); row++) {
        for (int column = 0; column < glyph.width(); column++) {
          if (glyph.isSet(column, row)) {
            mask.cover(pen + glyph.x() + column, top + row, 1, 1);
          }
        }
      }
      pen += glyph.advance();
    }
  }

  private Glyph glyph(int codePoint) {
    return glyphs.getOrDefault(codePoint, replacement);
  }
}
