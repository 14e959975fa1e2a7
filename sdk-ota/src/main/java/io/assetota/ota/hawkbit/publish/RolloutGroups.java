package io.assetota.ota.hawkbit.publish;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import io.assetota.ota.rollout.FailureLimit;
import io.assetota.ota.rollout.Wave;
import io.assetota.ota.rollout.WaveSize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes hawkBit's groups of the waves that a person writes. */
final class RolloutGroups {
  private static final int ALL = 100;

  /** Counts targets. */
  @FunctionalInterface
  interface Counting {
    long count(String filter) throws IOException;
  }

  private final String targets;
  private final Counting counting;
  private final FailureLimit whole;
  private final Optional<FailureLimit> ofWaves;
  private final List<RolloutGroup> groups = new ArrayList<>();

  private RolloutGroups(RolloutWish wish, Counting counting) throws AssetException {
    targets = wish.targets();
    this.counting = counting;
    whole =
        wish.maxFailures().isPresent()
            ? FailureLimit.parse(wish.maxFailures().get())
            : FailureLimit.USUAL;
    ofWaves =
        wish.waveFailures().isPresent()
            ? Optional.of(FailureLimit.parse(wish.waveFailures().get()))
            : Optional.empty();
  }

  static List<RolloutGroup> of(RolloutWish wish, Counting counting) throws IOException {
    List<Wave> waves = Wave.parseList(wish.waves());
    requireNoSoak(waves);
    RolloutGroups groups = new RolloutGroups(wish, counting);
    groups.add(waves);
    return groups.groups;
  }

  private static void requireNoSoak(List<Wave> waves) throws AssetException {
    for (Wave wave : waves) {
      if (wave.soak().isPresent()) {
        throw new AssetException(
            "hawkBit has no soak time: leave out soak="
                + wave.soak().get()
                + ", or hold the rollout after its first group, and resume it there yourself");
      }
    }
  }

  private void add(List<Wave> waves) throws IOException {
    long all = counting.count(targets);
    if (all == 0) {
      throw new AssetException("no target matches " + Printable.text(targets));
    }
    long left = all;
    Wave rest = Wave.REST;
    for (Wave wave : waves) {
      if (wave.size().equals(WaveSize.REST)) {
        rest = wave;
      } else if (left > 0) {
        RolloutGroup group =
            wave.size().isNumber() ? ofNumber(wave, left, all) : ofTag(wave, wave.size().tag());
        left -= group.targets();
        groups.add(group);
      }
    }
    if (left > 0) {
      groups.add(group("rest", "", ALL, left, rest));
    }
  }

  private RolloutGroup ofTag(Wave wave, String tag) throws IOException {
    String filter = "tag==" + tag;
    long number = counting.count("(" + targets + ");" + filter);
    if (number == 0) {
      throw new AssetException("no target of the rollout has the tag " + tag);
    }
    return group(nextName(), filter, ALL, number, wave);
  }

  private RolloutGroup ofNumber(Wave wave, long left, long all) throws AssetException {
    long number = Math.min(wave.size().of(all), left);
    double percent = (double) ALL * number / all;
    if (percent < 1) {
      throw new AssetException(
          "hawkBit has no group of less than one percent, and "
              + number
              + " of "
              + all
              + " targets are less: give them a tag, and the wave tag:NAME");
    }
    return group(nextName(), "", percent, number, wave);
  }

  private String nextName() {
    return "wave " + (groups.size() + 1);
  }

  private RolloutGroup group(String name, String filter, double percent, long number, Wave wave) {
    Thresholds thresholds = Thresholds.of(limit(wave), wave.success(), number);
    return new RolloutGroup(
        name,
        filter,
        percent,
        number,
        thresholds.errorPercent(),
        thresholds.haltsAt(),
        thresholds.successPercent());
  }

  private FailureLimit limit(Wave wave) {
    boolean first = groups.isEmpty() && !wave.size().equals(WaveSize.REST);
    return wave.maxFailures().or(() -> ofWaves).orElse(first ? FailureLimit.FIRST : whole);
  }
}
