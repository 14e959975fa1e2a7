package io.assetota.server.fleet.rules;

import com.google.common.primitives.Ints;
import org.jspecify.annotations.Nullable;

/**
 * How many updates of a rollout may fail before it is paused.
 *
 * @param amount so many failures pause it, or so many of a hundred; 0 for no limit
 * @param percent whether of a hundred that have ended
 */
public record FailureLimit(int amount, boolean percent) {
  /** No limit. */
  public static final FailureLimit NONE = new FailureLimit(0, false);

  /** What counts unless something else is asked for. */
  public static final FailureLimit USUAL = new FailureLimit(20, true);

  /** Fewer failures don't say what share it is. */
  private static final int MIN_FAILURES = 3;

  private static final int ALL = 100;

  /** Checks the range. */
  public FailureLimit {
    if (amount < 0 || (percent && (amount == 0 || amount > ALL))) {
      throw new IllegalArgumentException("a failure limit out of range: " + amount);
    }
  }

  /** Takes one from a text: {@code 5}, {@code 20%}, {@code none}, or empty for the usual one. */
  public static FailureLimit parse(String text) throws RefusedException {
    String trimmed = text.strip();
    if (trimmed.isEmpty()) {
      return USUAL;
    }
    if (trimmed.equals("none")) {
      return NONE;
    }
    boolean percent = trimmed.endsWith("%");
    @Nullable Integer amount = Ints.tryParse(trimmed.replaceFirst("\\s*%$", ""));
    if (amount == null || amount < 1 || (percent && amount > ALL)) {
      throw new RefusedException(
          "The failures that pause a rollout are a count like 5, a share like 20%, or none, not: "
              + trimmed);
    }
    return new FailureLimit(amount, percent);
  }

  /**
   * Tells whether it is reached. A share is one of the updates that have ended, and counts from
   * three failures on, or when all of fewer devices failed.
   *
   * @param failed how many failed
   * @param finished how many succeeded
   * @param devices how many there are in all
   */
  public boolean isReachedBy(long failed, long finished, long devices) {
    if (amount == 0 || failed == 0) {
      return false;
    }
    return percent
        ? failed >= Math.min(MIN_FAILURES, devices) && failed * ALL >= amount * (failed + finished)
        : failed >= amount;
  }

  /** Returns it as {@link #parse} takes it. */
  @Override
  public String toString() {
    return amount == 0 ? "none" : amount + (percent ? "%" : "");
  }
}
