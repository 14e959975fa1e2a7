package io.assetota.ota.rollout;

import io.assetota.core.model.Printable;

/**
 * How many updates of a rollout, or of one of its waves, may fail before it is paused.
 *
 * @param amount a count, or a percentage; 0 for no limit
 * @param percent whether it is a percentage: of the updates that have ended, or in hawkBit of all
 *     targets of a group
 */
public record FailureLimit(int amount, boolean percent) {
  /** No limit. */
  public static final FailureLimit NONE = new FailureLimit(0, false);

  /** The default. */
  public static final FailureLimit USUAL = new FailureLimit(20, true);

  /** What stops the first devices, unless somebody says otherwise: the first failure. */
  public static final FailureLimit FIRST = new FailureLimit(1, false);

  /** With fewer failures, a share says little. */
  private static final int MIN_FAILURES = 3;

  /** Checks the range. */
  public FailureLimit {
    if (amount < 0 || (percent && (amount == 0 || amount > Amount.ALL))) {
      throw new IllegalArgumentException("a failure limit out of range: " + amount);
    }
  }

  /**
   * Parses a text.
   *
   * @param text {@code 5}, {@code 20%} or {@code none}
   * @return the limit
   * @throws RolloutTextException if it is anything else
   */
  public static FailureLimit parse(String text) throws RolloutTextException {
    String trimmed = text.strip();
    if (trimmed.equals("none")) {
      return NONE;
    }
    return Amount.parse(trimmed, Integer.MAX_VALUE)
        .map(amount -> new FailureLimit(amount.number(), amount.percent()))
        .orElseThrow(
            () ->
                new RolloutTextException(
                    "The failures that pause a rollout are a count like 5, a share like 20%, or"
                        + " none, not: "
                        + Printable.text(trimmed)));
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
        ? failed >= Math.min(MIN_FAILURES, devices)
            && failed * Amount.ALL >= amount * (failed + finished)
        : failed >= amount;
  }

  /** Returns a text that {@link #parse} takes. */
  @Override
  public String toString() {
    return amount == 0 ? "none" : amount + (percent ? "%" : "");
  }
}
