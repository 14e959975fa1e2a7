package io.assetota.ota.hawkbit.publish;

import com.google.common.base.Splitter;
import com.google.common.primitives.Ints;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import io.assetota.ota.report.DeviceTags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes hawkBit's groups of the waves that a person writes. */
final class RolloutGroups {
  private static final int ALL = 100;
  private static final int MOST = 20;

  /** Counts targets. */
  @FunctionalInterface
  interface Counting {
    long count(String filter) throws IOException;
  }

  private RolloutGroups() {}

  static List<RolloutGroup> of(RolloutWish wish, Counting counting) throws IOException {
    FailureShare whole =
        wish.maxFailures().isPresent()
            ? FailureShare.parse(wish.maxFailures().get())
            : FailureShare.USUAL;
    List<String> waves =
        Splitter.on(',').trimResults().splitToList(wish.waves().isBlank() ? "rest" : wish.waves());
    if (waves.size() > MOST) {
      throw new AssetException("a rollout has up to " + MOST + " waves");
    }
    long all = counting.count(wish.targets());
    if (all == 0) {
      throw new AssetException("no target matches " + Printable.text(wish.targets()));
    }
    List<RolloutGroup> groups = new ArrayList<>();
    long left = all;
    for (String wave : waves) {
      if (left == 0 || wave.equals("rest")) {
        break;
      }
      String name = "wave " + (groups.size() + 1);
      FailureShare limit = limit(wish, groups.isEmpty(), whole);
      RolloutGroup group =
          wave.startsWith("tag:")
              ? ofTag(name, wave.substring(4), wish, limit, counting)
              : ofNumber(name, number(wave, all), left, all, limit);
      left -= group.targets();
      groups.add(group);
    }
    if (left > 0) {
      FailureShare limit = groups.isEmpty() ? whole : limit(wish, false, whole);
      groups.add(group("rest", "", ALL, left, limit));
    }
    return groups;
  }

  private static FailureShare limit(RolloutWish wish, boolean first, FailureShare whole)
      throws AssetException {
    if (wish.waveFailures().isPresent()) {
      return FailureShare.parse(wish.waveFailures().get());
    }
    return first ? FailureShare.FIRST : whole;
  }

  private static RolloutGroup ofTag(
      String name, String tag, RolloutWish wish, FailureShare limit, Counting counting)
      throws IOException {
    if (!DeviceTags.isValid(tag)) {
      throw new AssetException("there can't be a tag " + Printable.text(tag));
    }
    String filter = "tag==" + tag;
    long targets = counting.count("(" + wish.targets() + ");" + filter);
    if (targets == 0) {
      throw new AssetException("no target of the rollout has the tag " + tag);
    }
    return group(name, filter, ALL, targets, limit);
  }

  private static RolloutGroup ofNumber(
      String name, long number, long left, long all, FailureShare limit) throws AssetException {
    long targets = Math.min(number, left);
    double percent = (double) ALL * targets / all;
    if (percent < 1) {
      throw new AssetException(
          "hawkBit has no group of less than one percent, and "
              + targets
              + " of "
              + all
              + " targets are less: give them a tag, and the wave tag:NAME");
    }
    return group(name, "", percent, targets, limit);
  }

  private static RolloutGroup group(
      String name, String filter, double percent, long targets, FailureShare limit) {
    int errors = limit.errorPercent(targets);
    long haltsAt = FailureShare.haltsAt(errors, targets);
    return new RolloutGroup(
        name,
        filter,
        percent,
        targets,
        errors,
        haltsAt,
        FailureShare.successPercent(haltsAt, targets));
  }

  private static long number(String wave, long all) throws AssetException {
    boolean share = wave.endsWith("%");
    @Nullable Integer amount = Ints.tryParse(share ? wave.replace("%", "").strip() : wave);
    if (amount == null || amount < 1 || (share && amount > ALL)) {
      throw new AssetException(
          "the targets of a wave are a count like 5, a share like 10%, or those of a tag like"
              + " tag:lab, not "
              + Printable.text(wave));
    }
    return share ? Math.max(1, (all * amount + ALL - 1) / ALL) : amount;
  }
}
