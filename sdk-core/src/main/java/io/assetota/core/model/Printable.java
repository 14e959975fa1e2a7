package io.assetota.core.model;

import java.io.IOException;

/**
 * The rule for text from outside: names, values and answers of others go into messages, logs and
 * reports only through this class. What is invisible, or would steer a terminal, is written as
 * {@code \}{@code u001b}: control characters (C0, C1), line and paragraph separators, formatting
 * characters such as those that turn the direction of writing, lone surrogates, and code points
 * that no character has. Everything else stays, in any script.
 *
 * <p>The messages of {@link AssetException} and of its subclasses keep this rule by themselves.
 * What is printable already stays as it is, so that applying the rule twice does no harm.
 */
public final class Printable {
  /** The longest that {@link #text} gives, in characters, before the dots that show a cut. */
  public static final int MAX_TEXT = 100;

  /** The longest message of an exception, in characters, before the dots that show a cut. */
  public static final int MAX_MESSAGE = 16 * 1024;

  private static final String CUT = "...";

  private Printable() {}

  /**
   * Makes a foreign text fit to be a part of a sentence: on one line, and cut where it is too long.
   *
   * @param text any text, for example the name of an asset
   * @return at most {@value #MAX_TEXT} characters, and dots if some are missing
   */
  public static String text(String text) {
    return escape(text, false, MAX_TEXT);
  }

  /**
   * Makes a text safe to print on one line, all of it.
   *
   * @param text any text
   * @return the text without line breaks
   */
  public static String line(String text) {
    return escape(text, false, Integer.MAX_VALUE);
  }

  /**
   * Makes a text safe to print, keeping its lines.
   *
   * @param text any text
   * @return the text, with no other control character than {@code \n}
   */
  public static String lines(String text) {
    return escape(text, true, Integer.MAX_VALUE);
  }

  /** What {@link #lines} gives, cut to what a person reads. */
  static String message(String text) {
    return escape(text, true, MAX_MESSAGE);
  }

  /**
   * Says in one line why something failed, for a log entry whose reader needs no stack: a full disk
   * is no defect of the program.
   *
   * @param failure what was thrown
   * @return the message, with the kind of the failure where the message alone doesn't tell it
   */
  public static String failure(IOException failure) {
    return failure instanceof AssetException
        ? String.valueOf(failure.getMessage())
        : failure.toString();
  }

  private static String escape(String text, boolean keepLines, int most) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), most));
    int fitting = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if ((keepLines && c == '\n') || !isInvisible(c)) {
        out.appendCodePoint(c);
      } else {
        for (char unit : Character.toChars(c)) {
          out.append("\\u").append(Integer.toHexString(0x10000 | unit), 1, 5);
        }
      }
      i += Character.charCount(c);
      if (out.length() <= most) {
        fitting = out.length();
      } else {
        out.setLength(fitting);
        return out.append(CUT).toString();
      }
    }
    return out.toString();
  }

  private static boolean isInvisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
