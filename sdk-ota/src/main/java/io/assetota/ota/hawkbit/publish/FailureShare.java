package io.assetota.ota.hawkbit.publish;

import com.google.common.primitives.Ints;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import org.jspecify.annotations.Nullable;

/**
 * How many failures halt a group.
 *
 * @param amount a count, or percents; 0 for never
 * @param percent whether these are percents
 */
record FailureShare(int amount, boolean percent) {
  static final FailureShare FIRST = new FailureShare(1, false);
  static final FailureShare NEVER = new FailureShare(0, false);

  /** That of our own server. */
  static final FailureShare USUAL = new FailureShare(20, true);

  private static final int ALL = 100;

  static FailureShare parse(String text) throws AssetException {
    String trimmed = text.strip();
    if (trimmed.equals("none")) {
      return NEVER;
    }
    boolean percent = trimmed.endsWith("%");
    @Nullable Integer amount = Ints.tryParse(percent ? trimmed.replace("%", "").strip() : trimmed);
    if (amount == null || amount < 1 || (percent && amount > ALL)) {
      throw new AssetException(
          "the failures that halt a rollout are a count like 5, a share like 20%, or none, not "
              + Printable.text(trimmed));
    }
    return new FailureShare(amount, percent);
  }

  /**
   * Returns the whole percents for hawkBit, which halts when more of all targets have failed. A
   * count never halts later than asked for; in a large group it may halt earlier.
   */
  int errorPercent(long targets) {
    if (amount == 0 || targets == 0) {
      return ALL;
    }
    return percent
        ? Math.min(ALL - 1, amount)
        : (int) Math.min(ALL, ceil((long) ALL * amount, targets) - 1);
  }

  /** Returns how many failures halt a group with these percents; 0 for never. */
  static long haltsAt(int errorPercent, long targets) {
    return errorPercent >= ALL ? 0 : targets * errorPercent / ALL + 1;
  }

  /**
   * Returns the whole percents of targets that have to succeed, so that those which may fail don't
   * hold up the next group: hawkBit doesn't count a failure as an end.
   */
  static int successPercent(long haltsAt, long targets) {
    return haltsAt == 0 || targets == 0
        ? 1
        : (int) Math.max(1, ALL * (targets - haltsAt + 1) / targets);
  }

  private static long ceil(long a, long b) {
    return (a + b - 1) / b;
  }
}
