package io.assetota.server.metrics;

import com.google.common.collect.ImmutableMap;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.devices.Devices;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.rules.ActionState;
import io.assetota.server.fleet.rules.RolloutState;
import io.assetota.server.store.Database;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is there now, as the database has it.
 *
 * @param fleet all that the server knows
 * @param database where it is kept
 * @param clock what time it is
 */
record FleetFigures(Fleet fleet, Database database, InstantSource clock) {
  /** How long ago a device was seen, at most; in this order. */
  private static final ImmutableMap<String, Duration> AGES =
      ImmutableMap.of(
          "5m", Duration.ofMinutes(5),
          "1h", Duration.ofHours(1),
          "1d", Duration.ofDays(1),
          "7d", Duration.ofDays(7));

  private static final String NO_ACTION = "none";
  private static final String OLDER = "older";
  private static final String NEVER = "never";

  /** The newest ones, whose names Prometheus learns. */
  private static final int NAMED_RELEASES = UpdateCounts.RELEASES;

  List<MetricSnapshot> snapshots() throws IOException {
    List<Release> releases = fleet.releases().list();
    return List.of(
        gauge(
            "assetota_devices", "Devices, by the state of their last update.", "state", devices()),
        gauge(
            "assetota_devices_seen",
            "Devices, each in the first time that fits: seen within it, older, or never.",
            "within",
            seen()),
        gauge("assetota_rollouts", "Rollouts, by their state.", "state", rollouts()),
        gauge("assetota_releases", "Releases that can be rolled out.", releases.size()),
        names(releases),
        gauge(
            "assetota_bundles_size_bytes",
            "Length of all bundles.",
            releases.stream().mapToLong(Release::size).sum()),
        gauge(
            "assetota_database_size_bytes",
            "Length of the database with its write-ahead log.",
            database.size()));
  }

  private Map<String, Long> devices() throws IOException {
    Map<String, Long> counts = new LinkedHashMap<>();
    Map<ActionState, Long> byState = fleet.devices().byState();
    for (ActionState state : ActionState.values()) {
      counts.put(name(state), byState.getOrDefault(state, 0L));
    }
    long all = fleet.devices().count();
    long others = byState.values().stream().mapToLong(Long::longValue).sum();
    counts.put(NO_ACTION, Math.max(0, all - others));
    return counts;
  }

  private Map<String, Long> seen() throws IOException {
    Instant now = clock.instant();
    Map<String, Long> counts = new LinkedHashMap<>();
    Devices.Seen seen = fleet.devices().seen(AGES.values().stream().map(now::minus).toList());
    List<String> names = AGES.keySet().asList();
    for (int i = 0; i < names.size(); i++) {
      counts.put(names.get(i), seen.since().get(i));
    }
    counts.put(OLDER, seen.older());
    counts.put(NEVER, seen.never());
    return counts;
  }

  private Map<String, Long> rollouts() throws IOException {
    Map<String, Long> counts = new LinkedHashMap<>();
    Map<RolloutState, Long> byState = fleet.rollouts().byState();
    for (RolloutState state : RolloutState.values()) {
      counts.put(name(state), byState.getOrDefault(state, 0L));
    }
    return counts;
  }

  private static InfoSnapshot names(List<Release> releases) {
    InfoSnapshot.Builder names =
        InfoSnapshot.builder()
            .name("assetota_release")
            .help("What the newest releases are called.");
    releases.stream()
        .sorted(Comparator.comparingLong(Release::id).reversed())
        .limit(NAMED_RELEASES)
        .forEach(
            release ->
                names.dataPoint(
                    InfoDataPointSnapshot.builder()
                        .labels(
                            Labels.of(
                                "release",
                                Long.toString(release.id()),
                                "name",
                                release.name(),
                                "version",
                                release.version()))
                        .build()));
    return names.build();
  }

  private static String name(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static GaugeSnapshot gauge(String name, String help, long value) {
    return GaugeSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(GaugeDataPointSnapshot.builder().value((double) value).build())
        .build();
  }

  private static GaugeSnapshot gauge(
      String name, String help, String label, Map<String, Long> values) {
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
    values.forEach(
        (value, count) ->
            gauge.dataPoint(
                GaugeDataPointSnapshot.builder()
                    .labels(Labels.of(label, value))
                    .value((double) count)
                    .build()));
    return gauge.build();
  }
}
