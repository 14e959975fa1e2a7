package io.assetota.cli.output;

/** Names and messages come from files of others: what would steer the terminal is made visible. */
public final class Printable {
  private Printable() {}

  /**
   * Makes a text safe to print in one line.
   *
   * @param text any text
   * @return the text with control characters as {@code \}{@code u001b}
   */
  public static String line(String text) {
    return escape(text, false);
  }

  /**
   * Makes a text safe to print, keeping its lines.
   *
   * @param text any text
   * @return the text with other control characters as {@code \}{@code u001b}
   */
  public static String lines(String text) {
    return escape(text, true);
  }

  private static String escape(String text, boolean keepLines) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((keepLines && c == '\n') || !isSteering(c)) {
        out.append(c);
      } else {
        out.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
      }
    }
    return out.toString();
  }

  /** Control characters, and those that turn the direction of writing. */
  private static boolean isSteering(char c) {
    return Character.isISOControl(c)
        || (c >= '\u202a' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069');
  }
}
