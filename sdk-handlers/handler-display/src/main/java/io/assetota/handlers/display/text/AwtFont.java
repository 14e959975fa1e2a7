package io.assetota.handlers.display.text;

import io.assetota.core.model.AssetException;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.InputStream;

/** A TrueType or OpenType font, drawn by AWT into memory. */
final class AwtFont implements TextFont {
  private static final float MIN_SIZE = 4;
  private static final float MAX_SIZE = 512;

  private final Font font;
  private final FontRenderContext context = new FontRenderContext(null, true, true);
  private final int ascent;
  private final int descent;
  private final int lineHeight;

  private AwtFont(Font font) {
    this.font = font;
    LineMetrics metrics = font.getLineMetrics("Hxgjy", context);
    this.ascent = (int) Math.ceil(metrics.getAscent());
    this.descent = (int) Math.ceil(metrics.getDescent());
    this.lineHeight = Math.max(1, Math.round(metrics.getHeight()));
  }

  static TextFont read(String source, InputStream in, float size) throws IOException {
    if (!(size >= MIN_SIZE && size <= MAX_SIZE)) {
      throw new IllegalArgumentException(
          "a font has " + MIN_SIZE + " to " + MAX_SIZE + " pixels: " + size);
    }
    try {
      return new AwtFont(Font.createFont(Font.TRUETYPE_FONT, in).deriveFont(size));
    } catch (FontFormatException e) {
      throw new AssetException(
          "font " + source + " is not TrueType or OpenType: " + e.getMessage(), e);
    } catch (LinkageError | InternalError e) {
      // No libfontmanager, freetype or fontconfig: AWT says so with errors of several kinds.
      throw new AssetException(
          "this machine can't draw TrueType fonts: install freetype, fontconfig and one font (for"
              + " example the packages libfreetype6, fontconfig and fonts-dejavu-core), or use a"
              + " BDF font",
          e);
    }
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
  public int lineHeight() {
    return lineHeight;
  }

  @Override
  public int width(String text) {
    return text.isEmpty()
        ? 0
        : (int) Math.ceil(font.getStringBounds(text, context).getWidth() - 1e-3);
  }

  @Override
  public void draw(String text, TextMask mask, int x, int baseLine) {
    if (text.isEmpty()) {
      return;
    }
    // Letters may reach beyond the pen's way: give them room.
    Rectangle2D bounds = font.getStringBounds(text, context);
    int margin = ascent + descent;
    int width = (int) Math.ceil(bounds.getWidth()) + 2 * margin;
    int height = 3 * margin;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
      graphics.setColor(Color.WHITE);
      graphics.setFont(font);
      graphics.drawString(text, margin, 2 * margin);
    } finally {
      graphics.dispose();
    }
    byte[] drawn = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    for (int row = 0; row < height; row++) {
      int y = baseLine + row - 2 * margin;
      if (y >= 0 && y < mask.height()) {
        for (int column = 0; column < width; column++) {
          int px = x + column - margin;
          int covered = drawn[row * width + column] & 0xff;
          if (px >= 0 && px < mask.width() && covered != 0) {
            int at = y * mask.width() + px;
            mask.coverage()[at] = (byte) Math.max(mask.coverage()[at] & 0xff, covered);
          }
        }
      }
    }
  }
}
