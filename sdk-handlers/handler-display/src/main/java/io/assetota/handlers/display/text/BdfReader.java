package io.assetota.handlers.display.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads Adobe's Glyph Bitmap Distribution Format 2.1 (its specification of 1993, chapter 3), and
 * 2.2, where the metrics of all glyphs can stand in front of them.
 */
final class BdfReader {
  private static final int MAX_LINE = 65_536;
  private static final int MAX_GLYPHS = 70_000;
  private static final int MAX_SIDE = 256;

  private final String source;
  private final BufferedReader in;
  private final Map<Integer, BdfFont.Glyph> glyphs = new HashMap<>();
  private int line;
  private int ascent = -1;
  private int descent = -1;
  private int defaultChar = -1;

  /** How far the pen moves where a glyph doesn't say (2.2). */
  private int globalAdvance;

  BdfReader(String source, InputStream in) {
    this.source = source;
    this.in = new BufferedReader(new InputStreamReader(in, ISO_8859_1));
  }

  TextFont read() throws IOException {
    if (!required().startsWith("STARTFONT 2.")) {
      throw wrong("not a BDF font: it begins with STARTFONT 2.1");
    }
    for (String words = required(); !words.equals("ENDFONT"); words = required()) {
      String[] parts = words.split("\\s+", -1);
      switch (parts[0]) {
        case "FONTBOUNDINGBOX" -> {
          // In case that the properties don't tell.
          int height = number(parts, 2, 1, MAX_SIDE);
          int below = -number(parts, 4, -MAX_SIDE, MAX_SIDE);
          descent = descent < 0 ? Math.max(0, below) : descent;
          ascent = ascent < 0 ? Math.max(0, height - below) : ascent;
        }
        case "FONT_ASCENT" -> ascent = number(parts, 1, 0, MAX_SIDE);
        case "FONT_DESCENT" -> descent = number(parts, 1, 0, MAX_SIDE);
        case "DEFAULT_CHAR" -> defaultChar = number(parts, 1, -1, Character.MAX_CODE_POINT);
        case "DWIDTH" -> globalAdvance = number(parts, 1, -MAX_SIDE, MAX_SIDE);
        case "STARTCHAR" -> glyph();
        default -> {
          // The format has many more properties, none of which matters here.
        }
      }
    }
    if (glyphs.isEmpty() || ascent < 0) {
      throw wrong("the font has no glyph, or no size");
    }
    BdfFont.Glyph replacement = glyphs.get(defaultChar);
    if (replacement == null) {
      replacement = glyphs.getOrDefault((int) '?', new BdfFont.Glyph(ascent / 2, 0, 0, 0, 0, ""));
    }
    return new BdfFont(glyphs, replacement, ascent, descent);
  }

  private void glyph() throws IOException {
    int encoding = -1;
    int advance = globalAdvance;
    int[] box = {0, 0, 0, 0};
    StringBuilder rows = new StringBuilder();
    for (String words = required(); !words.equals("ENDCHAR"); words = required()) {
      String[] parts = words.split("\\s+", -1);
      switch (parts[0]) {
        case "ENCODING" -> encoding = number(parts, 1, -1, Character.MAX_CODE_POINT);
        case "DWIDTH" -> advance = number(parts, 1, -MAX_SIDE, MAX_SIDE);
        case "BBX" -> {
          for (int i = 0; i < 4; i++) {
            box[i] = number(parts, i + 1, i < 2 ? 0 : -MAX_SIDE, MAX_SIDE);
          }
        }
        case "BITMAP" -> bitmap(box, rows);
        default -> {
          // SWIDTH and what is for vertical writing.
        }
      }
    }
    if (rows.length() != (box[0] + 7) / 8 * 2 * box[1]) {
      throw wrong("the glyph has no bitmap of the size that BBX tells");
    }
    if (encoding >= 0) {
      if (glyphs.size() == MAX_GLYPHS) {
        throw wrong("more than " + MAX_GLYPHS + " glyphs");
      }
      glyphs.put(
          encoding, new BdfFont.Glyph(advance, box[0], box[1], box[2], box[3], rows.toString()));
    }
  }

  private void bitmap(int[] box, StringBuilder rows) throws IOException {
    int digits = (box[0] + 7) / 8 * 2;
    rows.setLength(0);
    for (int row = 0; row < box[1]; row++) {
      String hex = required();
      if (hex.length() < digits || !hex.substring(0, digits).matches("[0-9A-Fa-f]*")) {
        throw wrong(
            "a row of this glyph has "
                + digits
                + " hex digits, not \""
                + Printable.text(hex)
                + "\"");
      }
      rows.append(hex, 0, digits);
    }
  }

  private int number(String[] parts, int index, int min, int max) throws AssetException {
    try {
      int value = Integer.parseInt(parts[index]);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new AssetException(place() + parts[0] + " lacks a number", e);
    }
    throw wrong(parts[0] + " is out of range " + min + " to " + max);
  }

  private String required() throws IOException {
    line++;
    StringBuilder text = new StringBuilder();
    int c = in.read();
    while (c >= 0 && c != '\n') {
      if (text.length() == MAX_LINE) {
        throw wrong("the line is too long");
      }
      text.append((char) c);
      c = in.read();
    }
    if (c < 0 && text.isEmpty()) {
      throw wrong("the font ends too early");
    }
    return text.toString().strip();
  }

  private AssetException wrong(@Nullable String what) {
    return new AssetException(place() + what);
  }

  private String place() {
    return "font " + source + ", line " + line + ": ";
  }
}
