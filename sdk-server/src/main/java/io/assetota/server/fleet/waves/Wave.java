package io.assetota.server.fleet.waves;

import com.google.common.base.Splitter;
import com.google.common.primitives.Ints;
import io.assetota.core.model.Printable;
import io.assetota.server.fleet.rules.FailureLimit;
import io.assetota.server.fleet.rules.RefusedException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One wave as a person writes it: its devices, and where it differs from what holds for all waves,
 * as in {@code 10% failures=2 soak=1h success=90%}.
 *
 * @param size which devices it has
 * @param maxFailures how many failures halt the rollout
 * @param soak how long to wait after it
 * @param success the share of its devices that have to succeed before it is done, 1 to 100
 */
record Wave(WaveSize size, Optional<FailureLimit> maxFailures, Optional<Span> soak, int success) {
  static final int ALL = 100;
  private static final Splitter WORDS = Splitter.on(' ').omitEmptyStrings();

  static Wave of(WaveSize size) {
    return new Wave(size, Optional.empty(), Optional.empty(), ALL);
  }

  static Wave parse(String text) throws RefusedException {
    List<String> words = WORDS.splitToList(text.replaceAll("\\s+", " "));
    if (words.isEmpty()) {
      throw new RefusedException("Between two commas is no wave: write them like 1, 10%, tag:lab");
    }
    Wave wave = of(WaveSize.parse(words.get(0)));
    for (String word : words.subList(1, words.size())) {
      int equals = word.indexOf('=');
      String value = word.substring(equals + 1);
      wave =
          switch (word.substring(0, Math.max(0, equals))) {
            case "failures" ->
                new Wave(
                    wave.size, Optional.of(FailureLimit.parse(value)), wave.soak, wave.success);
            case "soak" ->
                new Wave(
                    wave.size,
                    wave.maxFailures,
                    Optional.of(Span.parse("soak time", value)),
                    wave.success);
            case "success" -> new Wave(wave.size, wave.maxFailures, wave.soak, success(value));
            default ->
                throw new RefusedException(
                    "After the devices of a wave come failures=2, soak=1h or success=90%, not: "
                        + Printable.text(word));
          };
    }
    return wave;
  }

  private static int success(String text) throws RefusedException {
    @Nullable Integer share = text.endsWith("%") ? Ints.tryParse(text.replace("%", "")) : null;
    if (share == null || share < 1 || share > ALL) {
      throw new RefusedException(
          "The devices that have to succeed are a share like 90%, not: " + Printable.text(text));
    }
    return share;
  }
}
