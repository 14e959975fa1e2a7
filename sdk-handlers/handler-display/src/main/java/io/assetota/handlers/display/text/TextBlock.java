package io.assetota.handlers.display.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Text that was broken into lines for a width, and measured.
 *
 * @param font the font
 * @param lines the lines, without the blanks at which they were broken
 * @param width the widest line, in pixels
 * @param height all lines, in pixels
 */
public record TextBlock(TextFont font, List<String> lines, int width, int height) {
  /** Where lines stand in the region that they are drawn on. */
  public enum Align {
    /** At the left edge. */
    LEFT,
    /** In the middle. */
    CENTRE,
    /** At the right edge. */
    RIGHT
  }

  /**
   * Copies the lines.
   *
   * @param font the font
   * @param lines the lines, without the blanks at which they were broken
   * @param width the widest line, in pixels
   * @param height all lines, in pixels
   */
  public TextBlock {
    lines = List.copyOf(lines);
  }

  /**
   * Breaks text into lines: at every line feed, at blanks where a line would be too wide, and
   * inside a word only where the word alone is too wide.
   *
   * @param text the text
   * @param font the font
   * @param maxWidth pixels, 1 or more
   * @return the lines, measured
   */
  public static TextBlock wrap(String text, TextFont font, int maxWidth) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.split("\\R", -1)) {
      String line = "";
      for (String word : paragraph.strip().split("\\s+", -1)) {
        String longer = line.isEmpty() ? word : line + " " + word;
        if (font.width(longer) <= maxWidth) {
          line = longer;
          continue;
        }
        if (!line.isEmpty()) {
          lines.add(line);
        }
        line = cut(word, font, maxWidth, lines);
      }
      lines.add(line);
    }
    int widest = lines.stream().mapToInt(font::width).max().orElse(0);
    int height = (lines.size() - 1) * font.lineHeight() + font.ascent() + font.descent();
    return new TextBlock(font, lines, widest, height);
  }

  /** Takes as much of a word as fills whole lines; at least one character each. */
  private static String cut(String word, TextFont font, int maxWidth, List<String> lines) {
    String rest = word;
    while (font.width(rest) > maxWidth && rest.codePointCount(0, rest.length()) > 1) {
      int end = rest.offsetByCodePoints(0, 1);
      while (end < rest.length()) {
        int next = rest.offsetByCodePoints(end, 1);
        if (font.width(rest.substring(0, next)) > maxWidth) {
          break;
        }
        end = next;
      }
      lines.add(rest.substring(0, end));
      rest = rest.substring(end);
    }
    return rest;
  }

  /**
   * Draws the lines; what does not fit below is cut.
   *
   * @param mask where they go
   * @param align where they stand in it
   */
  public void draw(TextMask mask, Align align) {
    int baseLine = font.ascent();
    for (String line : lines) {
      int free = mask.width() - font.width(line);
      int x =
          switch (align) {
            case LEFT -> 0;
            case CENTRE -> free / 2;
            case RIGHT -> free;
          };
      font.draw(line, mask, x, baseLine);
      baseLine += font.lineHeight();
    }
  }
}
