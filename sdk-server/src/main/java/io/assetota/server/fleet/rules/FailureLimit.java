package io.assetota.server.fleet.rules;

import com.google.common.primitives.Ints;
import org.jspecify.annotations.Nullable;

/**
 * How many updates of a rollout may fail before it is paused.
 *
 * @param amount a count, or a percentage; 0 for no limit
 * @param percent whether it is a percentage of the updates that have ended
 */
public record FailureLimit(int amount, boolean percent) {
  /** No limit. */
  public static final FailureLimit NONE = new FailureLimit(0, false);

  /** The default. */
  public static final FailureLimit USUAL = new FailureLimit(20, true);

  /** With fewer failures, a share says little. */
  private static final int MIN_FAILURES = 3;

  private static final int ALL = 100;

  /** Checks the range. */
  public FailureLimit {
    if (amount < 0 || (percent && (amount == 0 || amount > ALL))) {
      throw new IllegalArgumentException("a failure limit out of range: " + amount);
    }
  }

  /** Parses a text: {@code 5}, {@code 20%}, {@code none}, or empty for the default. */
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
   * Tells whether the limit is reached. A percentage refers to the updates that have ended. It only
   * applies from three failures on, or if all of fewer devices failed.
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

  /** Returns a text that {@link #parse} takes. */
  @Override
  public String toString() {
    return amount == 0 ? "none" : amount + (percent ? "%" : "");
  }
}
