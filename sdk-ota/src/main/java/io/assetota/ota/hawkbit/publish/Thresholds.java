package io.assetota.ota.hawkbit.publish;

import io.assetota.ota.rollout.FailureLimit;
import java.util.OptionalInt;

/**
 * When hawkBit halts a group, and when it begins the next one: in whole percents of all targets of
 * the group.
 *
 * @param errorPercent it halts when more than this share of its targets failed
 * @param haltsAt how many failures that are; 0 if it never halts
 * @param successPercent when this share of its targets has succeeded, the next group begins
 */
record Thresholds(int errorPercent, long haltsAt, int successPercent) {
  private static final int ALL = 100;

  /**
   * Returns those of a group.
   *
   * @param success the share that a person asked for
   */
  static Thresholds of(FailureLimit limit, OptionalInt success, long targets) {
    int errorPercent = errorPercent(limit, targets);
    long haltsAt = errorPercent >= ALL ? 0 : targets * errorPercent / ALL + 1;
    return new Thresholds(errorPercent, haltsAt, successPercent(haltsAt, success, targets));
  }

  /** A count never halts later than asked for; in a large group it may halt earlier. */
  private static int errorPercent(FailureLimit limit, long targets) {
    if (limit.amount() == 0 || targets == 0) {
      return ALL;
    }
    return limit.percent()
        ? Math.min(ALL - 1, limit.amount())
        : (int) Math.min(ALL, ceil((long) ALL * limit.amount(), targets) - 1);
  }

  /**
   * hawkBit doesn't count a failure as an end, so those that may fail must not hold up the next
   * group: more success than what they leave would never come.
   */
  private static int successPercent(long haltsAt, OptionalInt success, long targets) {
    if (haltsAt == 0 || targets == 0) {
      return success.orElse(1);
    }
    long enough = Math.max(1, ALL * (targets - haltsAt + 1) / targets);
    return (int) Math.min(success.orElse(ALL), enough);
  }

  private static long ceil(long a, long b) {
    return (a + b - 1) / b;
  }
}
