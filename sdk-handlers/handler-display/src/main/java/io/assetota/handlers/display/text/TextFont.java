package io.assetota.handlers.display.text;

import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A font at one size. All lengths are pixels. Safe for use by several threads.
 *
 * <p>Fonts are assets: {@link #bdf} reads bitmap fonts, {@link #trueType} TrueType and OpenType. A
 * small one of 6x9 is always there.
 */
public interface TextFont {
  /**
   * Returns how far letters reach above the base line.
   *
   * @return pixels
   */
  int ascent();

  /**
   * Returns how far letters reach below the base line.
   *
   * @return pixels
   */
  int descent();

  /**
   * Returns how far apart the base lines of two lines are.
   *
   * @return pixels
   */
  default int lineHeight() {
    return ascent() + descent() + 1;
  }

  /**
   * Measures text, which is taken as one line.
   *
   * @param text the text
   * @return how far the pen moves
   */
  int width(String text);

  /**
   * Draws one line of text.
   *
   * @param text the text; characters that the font lacks show as its replacement
   * @param mask where to; what lies outside is cut
   * @param x where the pen begins
   * @param baseLine y of the base line
   */
  void draw(String text, TextMask mask, int x, int baseLine);

  /**
   * Returns the font that comes with this library: 6x9, ASCII and a few signs.
   *
   * @return the font
   */
  static TextFont small() {
    String file = "small.bdf";
    try (InputStream in = TextFont.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the library was packed without " + file);
      }
      return bdf(file, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a bitmap font in Adobe's Glyph Bitmap Distribution Format 2.1.
   *
   * @param source what to call it in errors: the asset's name
   * @param in the font, which the caller closes
   * @return the font at its only size
   * @throws AssetException if it is no such font, with the line and what is wrong
   * @throws IOException if reading fails
   */
  static TextFont bdf(String source, InputStream in) throws IOException {
    return new BdfReader(source, in).read();
  }

  /**
   * Reads a TrueType or OpenType font; AWT draws it without a display ({@code java.awt.headless}).
   * The machine needs the libraries freetype and fontconfig; headless Java packages pull them in.
   *
   * @param source what to call it in errors: the asset's name
   * @param in the font, which the caller closes
   * @param size pixels of the em square, 4 to 512
   * @return the font at that size
   * @throws AssetException if it is no such font, or the machine can't draw fonts
   * @throws IOException if reading fails
   */
  static TextFont trueType(String source, InputStream in, float size) throws IOException {
    return AwtFont.read(source, in, size);
  }

  /**
   * Makes every pixel of a font a square of several, for panels with small pixels.
   *
   * @param factor 1 to 16
   * @return the larger font
   */
  default TextFont times(int factor) {
    return new EnlargedFont(this, factor);
  }
}
