package io.assetota.server.fleet.waves;

import com.google.common.primitives.Ints;
import io.assetota.core.model.Printable;
import io.assetota.ota.report.DeviceTags;
import io.assetota.server.fleet.rules.RefusedException;
import org.jspecify.annotations.Nullable;

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

  private static final int ALL = 100;
  private static final int MOST = 100_000;
  private static final String TAG = "tag:";

  /** How devices are chosen. */
  public enum Kind {
    /** So many, by chance. */
    COUNT,
    /** So many percent of all, by chance. */
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
          case SHARE -> amount >= 1 && amount <= ALL;
          case TAG -> amount == 0 && DeviceTags.isValid(tag);
          case REST -> amount == 0;
        };
    if (!right || (kind != Kind.TAG && !tag.isEmpty())) {
      throw new IllegalArgumentException("not the size of a wave: " + kind + amount + tag);
    }
  }

  /** Parses a text: {@code 5}, {@code 10%}, {@code tag:lab} or {@code rest}. */
  public static WaveSize parse(String text) throws RefusedException {
    String trimmed = text.strip();
    if (trimmed.equals("rest")) {
      return REST;
    }
    if (trimmed.startsWith(TAG) && DeviceTags.isValid(trimmed.substring(TAG.length()))) {
      return new WaveSize(Kind.TAG, 0, trimmed.substring(TAG.length()));
    }
    boolean percent = trimmed.endsWith("%");
    @Nullable Integer amount = Ints.tryParse(trimmed.replaceFirst("\\s*%$", ""));
    if (amount == null || amount < 1 || amount > (percent ? ALL : MOST)) {
      throw new RefusedException(
          "The devices of a wave are a count like 5, a share like 10%, or those of a tag like"
              + " tag:lab, not: "
              + Printable.text(trimmed));
    }
    return new WaveSize(percent ? Kind.SHARE : Kind.COUNT, amount, "");
  }

  /** Returns how many of so many devices that is; a share is at least one. */
  long of(long devices) {
    return switch (kind) {
      case COUNT -> amount;
      case SHARE -> Math.max(1, (devices * amount + ALL - 1) / ALL);
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
