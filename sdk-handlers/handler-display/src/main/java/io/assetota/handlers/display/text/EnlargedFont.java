package io.assetota.handlers.display.text;

/** A font whose pixels are squares of several. */
final class EnlargedFont implements TextFont {
  private static final int MAX_FACTOR = 16;

  private final TextFont font;
  private final int factor;

  EnlargedFont(TextFont font, int factor) {
    if (factor < 1 || factor > MAX_FACTOR) {
      throw new IllegalArgumentException("a font grows 1 to " + MAX_FACTOR + " times: " + factor);
    }
    this.font = font;
    this.factor = factor;
  }

  @Override
  public int ascent() {
    return factor * font.ascent();
  }

  @Override
  public int descent() {
    return factor * font.descent();
  }

  @Override
  public int lineHeight() {
    return factor * font.lineHeight();
  }

  @Override
  public int width(String text) {
    return factor * font.width(text);
  }

  @Override
  public void draw(String text, TextMask mask, int x, int baseLine) {
    // A margin of one line height for letters that reach beyond their box.
    int margin = font.lineHeight();
    int smallWidth = font.width(text) + 2 * margin;
    TextMask small = new TextMask(smallWidth, 3 * margin);
    font.draw(text, small, margin, 2 * margin);
    for (int row = 0; row < small.height(); row++) {
      for (int column = 0; column < smallWidth; column++) {
        if (small.coverage()[row * smallWidth + column] != 0) {
          mask.cover(
              x + (column - margin) * factor,
              baseLine + (row - 2 * margin) * factor,
              factor,
              factor);
        }
      }
    }
  }
}
