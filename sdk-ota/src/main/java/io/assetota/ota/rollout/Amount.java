package io.assetota.ota.rollout;

import com.google.common.primitives.Ints;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A count, or a share.
 *
 * @param number from 1 on
 * @param percent whether it is a share of so many percent
 */
record Amount(int number, boolean percent) {
  static final int ALL = 100;

  /**
   * Parses a text: {@code 5} or {@code 10%}.
   *
   * @param most the largest count; a share is up to 100%
   * @return empty if it is anything else
   */
  static Optional<Amount> parse(String text, int most) {
    boolean percent = text.endsWith("%");
    @Nullable Integer number = Ints.tryParse(text.replaceFirst("\\s*%$", ""));
    return number == null || number < 1 || number > (percent ? ALL : most)
        ? Optional.empty()
        : Optional.of(new Amount(number, percent));
  }
}
