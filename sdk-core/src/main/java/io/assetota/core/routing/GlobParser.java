package io.assetota.core.routing;

import io.assetota.core.model.Printable;
import io.assetota.core.routing.Glob.Alternatives;
import io.assetota.core.routing.Glob.Anything;
import io.assetota.core.routing.Glob.OneOf;
import io.assetota.core.routing.Glob.Part;
import java.util.ArrayList;
import java.util.List;

/** Reads a pattern. */
final class GlobParser {
  private final String pattern;
  private final int[] in;
  private int at;

  GlobParser(String pattern) {
    this.pattern = pattern;
    this.in = pattern.codePoints().toArray();
  }

  List<Part> parse() {
    return sequence(false);
  }

  /** Reads to the end, or, within alternatives, to the next comma or closing brace. */
  private List<Part> sequence(boolean inAlternatives) {
    List<Part> parts = new ArrayList<>();
    while (at < in.length && !(inAlternatives && (in[at] == ',' || in[at] == '}'))) {
      int c = in[at++];
      parts.add(
          switch (c) {
            case '*' -> new Anything();
            case '?' -> OneOf.any();
            case '[' -> set();
            case '{' -> {
              require(!inAlternatives, "alternatives within alternatives");
              yield alternatives();
            }
            case '\\' -> {
              require(at < in.length, "nothing behind the last backslash");
              yield OneOf.only(in[at++]);
            }
            default -> OneOf.only(c);
          });
    }
    return parts;
  }

  private Alternatives alternatives() {
    List<List<Part>> branches = new ArrayList<>();
    do {
      branches.add(sequence(true));
      require(at < in.length, "a { without }");
    } while (in[at++] == ',');
    return new Alternatives(branches);
  }

  private OneOf set() {
    boolean negated = at < in.length && in[at] == '!';
    if (negated) {
      at++;
    }
    List<OneOf.Range> ranges = new ArrayList<>();
    while (at < in.length && in[at] != ']') {
      int first = in[at++];
      int last = first;
      if (at + 1 < in.length && in[at] == '-' && in[at + 1] != ']') {
        last = in[at + 1];
        at += 2;
        require(first <= last, "a range that ends before it begins");
      }
      ranges.add(new OneOf.Range(first, last));
    }
    require(at < in.length, "a [ without ]");
    require(!ranges.isEmpty(), "an empty set");
    at++;
    return new OneOf(ranges, negated);
  }

  private void require(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(
          "invalid pattern \"" + Printable.text(pattern) + "\": " + problem);
    }
  }
}
