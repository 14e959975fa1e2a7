package io.assetota.core.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.model.Printable;

/** The rule for every text in a manifest: printable on one line, valid Unicode, and bounded. */
final class ManifestText {
  /** What Java puts for bytes that are no text in the encoding that it takes them for. */
  private static final char UNREADABLE = '\ufffd';

  private ManifestText() {}

  /**
   * Checks a text.
   *
   * @param what what it is, for the message
   * @param most the most bytes of UTF-8 that it may have
   * @return the same text
   * @throws IllegalArgumentException if it breaks the rule
   */
  static String require(String what, String text, int most) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c)) {
        throw wrong(what, text, "contains a control character");
      }
      if (c == UNREADABLE) {
        throw wrong(
            what,
            text,
            "contains U+FFFD, which stands for what could not be read: rename the file, or set a"
                + " locale of UTF-8 (LC_ALL=C.UTF-8)");
      }
      if (Character.isSurrogate(c)) {
        if (i + 1 >= text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
          throw wrong(what, text, "is not valid Unicode");
        }
        i++;
      }
    }
    int length = text.length() > most ? text.length() : text.getBytes(UTF_8).length;
    if (length > most) {
      throw wrong(what, text, "is longer than " + most + " bytes");
    }
    return text;
  }

  /** The same for a text that may not be empty. */
  static String requireSome(String what, String text, int most) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(what + " may not be empty");
    }
    return require(what, text, most);
  }

  static String quoted(String text) {
    return '"' + Printable.text(text) + '"';
  }

  static IllegalArgumentException wrong(String what, String text, String why) {
    return new IllegalArgumentException(what + " " + quoted(text) + " " + why);
  }
}
