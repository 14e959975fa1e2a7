package io.assetota.server.fleet.waves;

import com.google.common.collect.ImmutableList;
import io.assetota.ota.rollout.FailureLimit;
import io.assetota.ota.rollout.RolloutTextException;
import io.assetota.ota.rollout.SoakTime;
import io.assetota.ota.rollout.Wave;
import io.assetota.ota.rollout.WaveSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The waves of a rollout as a person writes them, with what holds for all of them. */
public final class Waves {
  /** All at once. */
  public static final Waves NONE = new Waves(ImmutableList.of(), Optional.empty(), SoakTime.NONE);

  private static final int ALL = 100;

  private final ImmutableList<Wave> waves;
  private final Optional<FailureLimit> maxFailures;
  private final SoakTime soak;

  private Waves(List<Wave> waves, Optional<FailureLimit> maxFailures, SoakTime soak) {
    this.waves = ImmutableList.copyOf(waves);
    this.maxFailures = maxFailures;
    this.soak = soak;
  }

  /** Parses a {@linkplain Wave#parseList list}; a blank one means all at once. */
  public static Waves parse(String text) throws RolloutTextException {
    return new Waves(Wave.parseList(text), Optional.empty(), SoakTime.NONE);
  }

  /** A first wave, and then the rest. An empty text is {@link #NONE}. */
  public static Waves first(String size) throws RolloutTextException {
    if (size.isBlank()) {
      return NONE;
    }
    return new Waves(List.of(Wave.of(WaveSize.parse(size))), Optional.empty(), SoakTime.NONE);
  }

  /** The same with a limit for each wave that has none of its own. */
  public Waves withMaxFailures(FailureLimit limit) {
    return new Waves(waves, Optional.of(limit), soak);
  }

  /** The same with a time to wait after each wave that has none of its own. */
  public Waves withSoak(SoakTime time) {
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
      planned.add(plan(Wave.REST, OptionalLong.empty(), planned.isEmpty(), whole));
    }
    return planned;
  }

  private PlannedWave plan(Wave wave, OptionalLong size, boolean first, FailureLimit whole) {
    boolean rest = wave.size().equals(WaveSize.REST);
    // A share of the whole is one of each wave, too, or many successes would hide a bad wave.
    FailureLimit usual =
        first && !rest ? FailureLimit.FIRST : whole.percent() ? whole : FailureLimit.NONE;
    return new PlannedWave(
        wave.size(),
        size,
        wave.maxFailures().or(() -> maxFailures).orElse(usual),
        wave.success().orElse(ALL),
        rest ? SoakTime.NONE : wave.soak().orElse(soak));
  }

  @Override
  public String toString() {
    return waves.stream().map(w -> w.size().toString()).collect(Collectors.joining(", "));
  }
}
