package io.assetota.server.fleet.waves;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import io.assetota.server.fleet.rules.FailureLimit;
import io.assetota.server.fleet.rules.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The waves of a rollout as a person writes them: {@code 1, 10% soak=1h, tag:lab}. Counts and
 * shares are of all devices that the rollout is for, each wave has that many more, and the rest
 * follows after the last one.
 */
public final class Waves {
  /** All at once. */
  public static final Waves NONE = new Waves(ImmutableList.of(), Optional.empty(), Span.NONE);

  private static final int MOST = 20;
  private static final int MAX_TEXT = 1024;
  private static final int ALL = 100;

  /** What stops the first devices, unless somebody says otherwise: the first failure. */
  private static final FailureLimit FIRST_FAILURE = new FailureLimit(1, false);

  private final ImmutableList<Wave> waves;
  private final Optional<FailureLimit> maxFailures;
  private final Span soak;

  private Waves(List<Wave> waves, Optional<FailureLimit> maxFailures, Span soak) {
    this.waves = ImmutableList.copyOf(waves);
    this.maxFailures = maxFailures;
    this.soak = soak;
  }

  /** Parses a text; an empty one is {@link #NONE}. */
  public static Waves parse(String text) throws RefusedException {
    if (text.isBlank()) {
      return NONE;
    }
    if (text.length() > MAX_TEXT) {
      throw new RefusedException("The waves have up to " + MAX_TEXT + " characters");
    }
    List<Wave> waves = new ArrayList<>();
    int share = 0;
    for (String part : Splitter.on(',').split(text)) {
      Wave wave = Wave.parse(part);
      if (!waves.isEmpty() && waves.get(waves.size() - 1).size().equals(WaveSize.REST)) {
        throw new RefusedException("After the rest there is no device for another wave");
      }
      if (wave.size().kind() == WaveSize.Kind.SHARE) {
        share += wave.size().amount();
      }
      waves.add(wave);
    }
    if (share > ALL) {
      throw new RefusedException(
          "The shares of all waves are together " + share + "%: each wave has so many more");
    }
    if (waves.size() > MOST) {
      throw new RefusedException("A rollout has up to " + MOST + " waves");
    }
    return new Waves(waves, Optional.empty(), Span.NONE);
  }

  /** A first wave, and then the rest. An empty text is {@link #NONE}. */
  public static Waves first(String size) throws RefusedException {
    if (size.isBlank()) {
      return NONE;
    }
    return new Waves(List.of(Wave.of(WaveSize.parse(size))), Optional.empty(), Span.NONE);
  }

  /** The same with a limit for each wave that has none of its own. */
  public Waves withMaxFailures(FailureLimit limit) {
    return new Waves(waves, Optional.of(limit), soak);
  }

  /** The same with a time to wait after each wave that has none of its own. */
  public Waves withSoak(Span time) {
    return new Waves(waves, maxFailures, time);
  }

  /** Tells whether there is one before the rest. */
  public boolean areThere() {
    return !waves.isEmpty();
  }

  /** Returns the tags whose devices have a wave of their own. */
  public List<String> tags() {
    return waves.stream().map(w -> w.size().tag()).filter(t -> !t.isEmpty()).toList();
  }

  /**
   * Returns what that means for so many devices. Waves for which no device is left are left out; if
   * there is no device yet at all, those that come are counted.
   *
   * @param devices how many the rollout is for, now
   * @param whole the limit of failures of the whole rollout
   */
  public List<PlannedWave> plan(long devices, FailureLimit whole) {
    List<PlannedWave> planned = new ArrayList<>();
    long left = devices;
    for (Wave wave : waves) {
      OptionalLong size = OptionalLong.empty();
      if (wave.size().isNumber()) {
        long wanted = wave.size().of(devices);
        long number = devices == 0 ? wanted : Math.min(wanted, left);
        if (number == 0) {
          continue;
        }
        left -= number;
        size = OptionalLong.of(number);
      }
      planned.add(plan(wave, size, planned.isEmpty(), whole));
    }
    boolean restIsThere =
        !planned.isEmpty() && planned.get(planned.size() - 1).size().equals(WaveSize.REST);
    if (!restIsThere) {
      planned.add(plan(Wave.of(WaveSize.REST), OptionalLong.empty(), planned.isEmpty(), whole));
    }
    return planned;
  }

  private PlannedWave plan(Wave wave, OptionalLong size, boolean first, FailureLimit whole) {
    boolean rest = wave.size().equals(WaveSize.REST);
    // A share of the whole is one of each wave, too, or many successes would hide a bad wave.
    FailureLimit usual =
        first && !rest ? FIRST_FAILURE : whole.percent() ? whole : FailureLimit.NONE;
    return new PlannedWave(
        wave.size(),
        size,
        wave.maxFailures().or(() -> maxFailures).orElse(usual),
        wave.success(),
        rest ? Span.NONE : wave.soak().orElse(soak));
  }

  @Override
  public String toString() {
    return waves.stream().map(w -> w.size().toString()).collect(Collectors.joining(", "));
  }
}
