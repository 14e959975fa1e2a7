package io.assetota.core.routing;

import java.util.BitSet;
import java.util.List;

/**
 * A pattern for asset names: {@code *} for any characters, {@code ?} for one, {@code [a-z]} and
 * {@code [!a-z]} for one of (not) these, {@code {png,jpg}} for alternatives, a backslash in front
 * of a character that stands for itself. Matches in time proportional to the lengths of pattern and
 * name.
 *
 * <p>Not that of {@link java.nio.file.FileSystem#getPathMatcher}: there a name must first become a
 * path, which fails for names that the locale's encoding lacks.
 */
final class Glob {
  private final List<Part> parts;

  private Glob(List<Part> parts) {
    this.parts = parts;
  }

  static Glob compile(String pattern) {
    return new Glob(new GlobParser(pattern).parse());
  }

  boolean matches(String name) {
    int[] characters = name.codePoints().toArray();
    BitSet start = new BitSet();
    start.set(0);
    return ends(parts, characters, start).get(characters.length);
  }

  private static BitSet ends(List<Part> parts, int[] name, BitSet starts) {
    BitSet at = starts;
    for (Part part : parts) {
      at = part.ends(name, at);
    }
    return at;
  }

  /** A part of a pattern; tells where in a name it can end when it begins at any of some places. */
  interface Part {
    BitSet ends(int[] name, BitSet starts);
  }

  /** {@code *}. */
  record Anything() implements Part {
    @Override
    public BitSet ends(int[] name, BitSet starts) {
      BitSet ends = new BitSet();
      int first = starts.nextSetBit(0);
      if (first >= 0) {
        ends.set(first, name.length + 1);
      }
      return ends;
    }
  }

  /** One character within one of these ranges, or, if negated, within none. */
  record OneOf(List<Range> ranges, boolean negated) implements Part {
    /** Characters from the first to the last, both included. */
    record Range(int first, int last) {}

    static OneOf any() {
      return new OneOf(List.of(), true);
    }

    static OneOf only(int character) {
      return new OneOf(List.of(new Range(character, character)), false);
    }

    @Override
    public BitSet ends(int[] name, BitSet starts) {
      BitSet ends = new BitSet();
      for (int i = starts.nextSetBit(0); i >= 0 && i < name.length; i = starts.nextSetBit(i + 1)) {
        int c = name[i];
        if (ranges.stream().anyMatch(r -> r.first <= c && c <= r.last) != negated) {
          ends.set(i + 1);
        }
      }
      return ends;
    }
  }

  /** {@code {a,b}}. */
  record Alternatives(List<List<Part>> branches) implements Part {
    @Override
    public BitSet ends(int[] name, BitSet starts) {
      BitSet ends = new BitSet();
      branches.forEach(branch -> ends.or(Glob.ends(branch, name, starts)));
      return ends;
    }
  }
}
