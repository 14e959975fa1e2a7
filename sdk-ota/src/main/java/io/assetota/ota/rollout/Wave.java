package io.assetota.ota.rollout;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import io.assetota.core.model.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One wave as a person writes it: its devices, and where it differs from what holds for all waves,
 * as in {@code 10% failures=2 soak=1h success=90%}. Counts and shares are of all devices that the
 * rollout is for, each wave has that many more, and the rest follows after the last one.
 *
 * @param size which devices it has
 * @param maxFailures how many failures halt the rollout; empty for what holds for all
 * @param soak how long to wait after it; empty for what holds for all
 * @param success the share of its devices that have to succeed before it is done, 1 to 100; empty
 *     if nothing is said
 */
public record Wave(
    WaveSize size,
    Optional<FailureLimit> maxFailures,
    Optional<SoakTime> soak,
    OptionalInt success) {
  /** All that are left, with what holds for all waves. */
  public static final Wave REST = of(WaveSize.REST);

  private static final int MOST = 20;
  private static final int MAX_TEXT = 1024;
  private static final Splitter WORDS = Splitter.on(' ').omitEmptyStrings();

  /** Checks the range. */
  public Wave {
    if (success.isPresent() && (success.getAsInt() < 1 || success.getAsInt() > Amount.ALL)) {
      throw new IllegalArgumentException("not a share of 1 to 100%: " + success.getAsInt());
    }
  }

  /**
   * Returns a wave for which holds what holds for all.
   *
   * @param size which devices it has
   * @return the wave
   */
  public static Wave of(WaveSize size) {
    return new Wave(size, Optional.empty(), Optional.empty(), OptionalInt.empty());
  }

  /**
   * Parses the waves of a rollout.
   *
   * @param text such as {@code 1, 10% soak=1h, tag:lab, rest}; blank for none
   * @return up to {@value #MOST} waves; {@code rest} may only be the last of them
   * @throws RolloutTextException if that makes no sense
   */
  public static ImmutableList<Wave> parseList(String text) throws RolloutTextException {
    if (text.isBlank()) {
      return ImmutableList.of();
    }
    if (text.length() > MAX_TEXT) {
      throw new RolloutTextException("The waves have up to " + MAX_TEXT + " characters");
    }
    List<Wave> waves = new ArrayList<>();
    int share = 0;
    for (String part : Splitter.on(',').split(text)) {
      Wave wave = parse(part);
      if (!waves.isEmpty() && waves.get(waves.size() - 1).size().equals(WaveSize.REST)) {
        throw new RolloutTextException("After the rest there is no device for another wave");
      }
      if (wave.size().kind() == WaveSize.Kind.SHARE) {
        share += wave.size().amount();
      }
      waves.add(wave);
    }
    if (share > Amount.ALL) {
      throw new RolloutTextException(
          "The shares of all waves are together " + share + "%: each wave has so many more");
    }
    if (waves.size() > MOST) {
      throw new RolloutTextException("A rollout has up to " + MOST + " waves");
    }
    return ImmutableList.copyOf(waves);
  }

  private static Wave parse(String text) throws RolloutTextException {
    List<String> words = WORDS.splitToList(text.replaceAll("\\s+", " "));
    if (words.isEmpty()) {
      throw new RolloutTextException(
          "Between two commas is no wave: write them like 1, 10%, tag:lab");
    }
    Wave wave = of(WaveSize.parse(words.get(0)));
    for (String word : words.subList(1, words.size())) {
      wave = wave.with(word);
    }
    return wave;
  }

  private Wave with(String word) throws RolloutTextException {
    int equals = word.indexOf('=');
    String value = word.substring(equals + 1);
    return switch (word.substring(0, Math.max(0, equals))) {
      case "failures" -> new Wave(size, Optional.of(FailureLimit.parse(value)), soak, success);
      case "soak" -> new Wave(size, maxFailures, Optional.of(SoakTime.parse(value)), success);
      case "success" -> new Wave(size, maxFailures, soak, OptionalInt.of(share(value)));
      default ->
          throw new RolloutTextException(
              "After the devices of a wave come failures=2, soak=1h or success=90%, not: "
                  + Printable.text(word));
    };
  }

  private static int share(String text) throws RolloutTextException {
    return Amount.parse(text, 0)
        .orElseThrow(
            () ->
                new RolloutTextException(
                    "The devices that have to succeed are a share like 90%, not: "
                        + Printable.text(text)))
        .number();
  }
}
