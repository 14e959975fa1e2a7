package io.assetota.core.module;

import io.assetota.core.model.Platform;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

/**
 * Finds the prefix, which on some platforms stands behind an interrupt vector table. The order of
 * the search and the score are those of the field's tools (docs/FORMAT.md, Module), so that all
 * agree on the same offset.
 */
final class PrefixFinder {
  /** No vector table, then those of Gen 3, Gen 2, Bluz and Core. */
  private static final int[] USUAL_OFFSETS = {0, 0x200, 0x184, 0xC0, 0x10C};

  private static final int LAST_OFFSET = 8 * 1024;
  private static final int IMPOSSIBLE = 0;
  private static final int CERTAIN = 7;

  private PrefixFinder() {}

  /** Returns the offset of the likeliest prefix, 0 if there is none. */
  static int find(byte[] module) {
    int likely = 0;
    int likelyScore = 0;
    PrimitiveIterator.OfInt offsets = offsets(module.length).iterator();
    while (offsets.hasNext()) {
      int offset = offsets.nextInt();
      int score = score(module, offset);
      if (score == CERTAIN) {
        return offset;
      }
      if (score > likelyScore) {
        likely = offset;
        likelyScore = score;
      }
    }
    return likely;
  }

  /** In the order of the search: where a prefix usually is, then everywhere else it may be. */
  private static IntStream offsets(int moduleLength) {
    int last =
        Math.min(
            LAST_OFFSET,
            moduleLength - ModuleSuffix.MIN_LENGTH - ModulePrefix.LENGTH - ModulePrefix.CRC_LENGTH);
    return IntStream.concat(
        IntStream.of(USUAL_OFFSETS),
        IntStream.iterate(Integer.BYTES, offset -> offset <= last, o -> o + Integer.BYTES));
  }

  private static int score(byte[] module, int offset) {
    if (module.length - offset < ModulePrefix.LENGTH) {
      return IMPOSSIBLE;
    }
    ModulePrefix prefix = ModulePrefix.read(module, offset);
    if (prefix.endAddress() <= prefix.startAddress()
        || module.length < prefix.moduleLength()
        || prefix.function().equals(ModuleFunction.NONE)
        || isContradictory(prefix.dependency1())
        || isContradictory(prefix.dependency2())) {
      return IMPOSSIBLE;
    }
    int score = 1;
    score += Platform.byId(prefix.platformId()).isPresent() ? 1 : 0;
    score += prefix.function().isKnown() ? 1 : 0;
    score += prefix.dependency1().function().isKnown() ? 1 : 0;
    score += prefix.dependency2().function().isKnown() ? 1 : 0;
    score += prefix.moduleLength() == module.length ? 1 : 0;
    score += prefix.flags().areKnown() ? 1 : 0;
    return score;
  }

  private static boolean isContradictory(ModuleDependency dependency) {
    return !dependency.isPresent() && (dependency.index() != 0 || dependency.version() != 0);
  }
}
