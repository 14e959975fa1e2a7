package io.assetota.core;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern for asset names: {@code *} for any characters, {@code ?} for one, {@code [a-z]} and
 * {@code [!a-z]} for one of (not) these, {@code {png,jpg}} for alternatives, a backslash in front
 * of a character that stands for itself.
 *
 * <p>Not that of {@link java.nio.file.FileSystem#getPathMatcher}: there a name must first become a
 * path, which fails for names that the locale's encoding lacks.
 */
record Glob(String pattern, Pattern regex) {

  static Glob compile(String pattern) {
    StringBuilder regex = new StringBuilder();
    boolean inAlternatives = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        case '[' -> i = appendSet(pattern, i, regex);
        case '{' -> {
          requireThat(!inAlternatives, pattern, "alternatives within alternatives");
          inAlternatives = true;
          regex.append("(?:");
        }
        case '}' -> {
          regex.append(inAlternatives ? ")" : "\\}");
          inAlternatives = false;
        }
        case ',' -> regex.append(inAlternatives ? "|" : ",");
        case '\\' -> {
          requireThat(i + 1 < pattern.length(), pattern, "nothing behind the last backslash");
          regex.append(Pattern.quote(pattern.substring(++i, i + 1)));
        }
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    requireThat(!inAlternatives, pattern, "a { without }");
    try {
      return new Glob(pattern, Pattern.compile(regex.toString(), Pattern.DOTALL));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "invalid pattern \"" + pattern + "\": " + e.getDescription(), e);
    }
  }

  /** Appends the set that begins here and returns the index of its end. */
  private static int appendSet(String pattern, int start, StringBuilder regex) {
    int first = start + 1;
    boolean negated = first < pattern.length() && pattern.charAt(first) == '!';
    int end = pattern.indexOf(']', negated ? first + 1 : first);
    requireThat(end > 0, pattern, "a [ without ]");
    String set = pattern.substring(negated ? first + 1 : first, end);
    requireThat(!set.isEmpty(), pattern, "an empty set");
    regex.append(negated ? "[^" : "[").append(set.replaceAll("[\\[\\\\^&]", "\\\\$0")).append(']');
    return end;
  }

  private static void requireThat(boolean condition, String pattern, String problem) {
    if (!condition) {
      throw new IllegalArgumentException("invalid pattern \"" + pattern + "\": " + problem);
    }
  }

  boolean matches(String name) {
    return regex.matcher(name).matches();
  }
}
