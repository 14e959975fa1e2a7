package io.assetota.server.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Counts updates by their result and release. The releases that ended updates last have their own
 * counts. Those of the others are added up, so that the number of labels is bounded, and the sum is
 * right.
 */
final class UpdateCounts {
  /** How many releases are told apart; a fleet gets a few at a time. */
  static final int RELEASES = 20;

  private static final String OTHERS = "other";

  /** How an update ended. */
  enum Result {
    FINISHED,
    FAILED,
    CANCELLED
  }

  private final Map<Long, Map<Result, Long>> byRelease = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Result, Long> others = new EnumMap<>(Result.class);

  synchronized void add(long releaseId, Result result) {
    byRelease
        .computeIfAbsent(releaseId, id -> new EnumMap<>(Result.class))
        .merge(result, 1L, Long::sum);
    if (byRelease.size() > RELEASES) {
      Map.Entry<Long, Map<Result, Long>> oldest = byRelease.entrySet().iterator().next();
      oldest.getValue().forEach((o, count) -> others.merge(o, count, Long::sum));
      byRelease.remove(oldest.getKey());
    }
  }

  synchronized CounterSnapshot snapshot() {
    CounterSnapshot.Builder counts =
        CounterSnapshot.builder()
            .name("assetota_updates")
            .help("Updates that devices have ended since the start, by the number of the release.");
    byRelease.forEach((release, results) -> add(counts, Long.toString(release), results));
    add(counts, OTHERS, others);
    return counts.build();
  }

  private static void add(
      CounterSnapshot.Builder counts, String release, Map<Result, Long> results) {
    for (Result result : Result.values()) {
      counts.dataPoint(
          CounterDataPointSnapshot.builder()
              .labels(
                  Labels.of("release", release, "result", result.name().toLowerCase(Locale.ROOT)))
              .value((double) results.getOrDefault(result, 0L))
              .build());
    }
  }
}
