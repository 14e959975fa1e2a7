package io.assetota.core.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as people write them. */
public final class ByteCount {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([kmgKMG]?)");

  private ByteCount() {}

  /**
   * Parses a number of bytes.
   *
   * @param text 1 to 9 digits, optionally with k, m or g (powers of 1024), for example 500m
   * @return bytes
   * @throws IllegalArgumentException if it is anything else
   */
  public static long parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a size: expected a number of bytes, optionally with k, m or g, for"
              + " example 500m");
    }
    long count = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "k", "K" -> count << 10;
      case "m", "M" -> count << 20;
      case "g", "G" -> count << 30;
      default -> count;
    };
  }
}
