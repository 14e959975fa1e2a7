package io.assetota.ota.rollout;

import io.assetota.core.model.Printable;
import io.assetota.ota.report.DeviceTags;

/**
 * Which devices a wave has.
 *
 * @param kind how they are chosen
 * @param amount how many, or how many percent; 0 for other kinds
 * @param tag the tag that they have; empty for other kinds
 */
public record WaveSize(Kind kind, int amount, String tag) {
  /** All that no wave before has. */
  public static final WaveSize REST = new WaveSize(Kind.REST, 0, "");

  private static final int MOST = 100_000;
  private static final String TAG = "tag:";

  /** How devices are chosen. */
  public enum Kind {
    /** So many. */
    COUNT,
    /** So many percent of all. */
    SHARE,
    /** Those with a tag. */
    TAG,
    /** All that are left. */
    REST
  }

  /** Checks the range. */
  public WaveSize {
    boolean right =
        switch (kind) {
          case COUNT -> amount >= 1 && amount <= MOST;
          case SHARE -> amount >= 1 && amount <= Amount.ALL;
          case TAG -> amount == 0 && DeviceTags.isValid(tag);
          case REST -> amount == 0;
        };
    if (!right || (kind != Kind.TAG && !tag.isEmpty())) {
      throw new IllegalArgumentException("not the size of a wave: " + kind + amount + tag);
    }
  }

  /**
   * Parses a text.
   *
   * @param text {@code 5}, {@code 10%}, {@code tag:lab} or {@code rest}
   * @return the size
   * @throws RolloutTextException if it is anything else
   */
  public static WaveSize parse(String text) throws RolloutTextException {
    String trimmed = text.strip();
    if (trimmed.equals("rest")) {
      return REST;
    }
    if (trimmed.startsWith(TAG) && DeviceTags.isValid(trimmed.substring(TAG.length()))) {
      return new WaveSize(Kind.TAG, 0, trimmed.substring(TAG.length()));
    }
    return Amount.parse(trimmed, MOST)
        .map(a -> new WaveSize(a.percent() ? Kind.SHARE : Kind.COUNT, a.number(), ""))
        .orElseThrow(
            () ->
                new RolloutTextException(
                    "The devices of a wave are a count like 5, a share like 10%, or those of a tag"
                        + " like tag:lab, not: "
                        + Printable.text(trimmed)));
  }

  /**
   * Returns how many devices that is; a share is rounded up, and at least one.
   *
   * @param devices how many the rollout is for
   * @throws IllegalStateException unless it {@link #isNumber}
   */
  public long of(long devices) {
    return switch (kind) {
      case COUNT -> amount;
      case SHARE -> Math.max(1, (devices * amount + Amount.ALL - 1) / Amount.ALL);
      case TAG, REST -> throw new IllegalStateException(this + " is not a number");
    };
  }

  /** Tells whether it is a number of devices. */
  public boolean isNumber() {
    return kind == Kind.COUNT || kind == Kind.SHARE;
  }

  /** Returns a text that {@link #parse} takes. */
  @Override
  public String toString() {
    return switch (kind) {
      case COUNT -> Integer.toString(amount);
      case SHARE -> amount + "%";
      case TAG -> TAG + tag;
      case REST -> "rest";
    };
  }
}
