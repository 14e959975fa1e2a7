package io.assetota.core.store;

import io.assetota.core.device.TrialEnd;
import io.assetota.core.model.ApplicationId;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.StorageLimits;
import io.assetota.core.store.Manifest.Stored;
import io.assetota.core.store.clock.DeviceClock.Reading;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The records of the manifest: the one place that knows which field stands where. */
final class ManifestCodec {
  private static final String PLATFORM = "platform";
  private static final String LIMITS = "limits";
  private static final String APPLICATION = "application";
  private static final String GENERATION = "generation";
  private static final String TRIAL = "trial";
  private static final String TRIAL_END = "trial-end";
  private static final String ASSET = "asset";

  private static final String BELIEVED = "clock";
  private static final String NOT_BELIEVED = "no-clock";
  private static final int TRIAL_FIELDS_WITHOUT_BOOT = 7;
  private static final int COUNTED_FIELD = 11;
  private static final String COUNTED = "start-counted";

  private ManifestCodec() {}

  static List<List<String>> encode(Manifest manifest) {
    List<List<String>> records = new ArrayList<>();
    manifest.platformId().ifPresent(id -> records.add(List.of(PLATFORM, Integer.toString(id))));
    manifest
        .limits()
        .ifPresent(
            l ->
                records.add(
                    List.of(LIMITS, Long.toString(l.total()), Long.toString(l.largestModule()))));
    manifest.application().ifPresent(a -> records.add(List.of(APPLICATION, a.toString())));
    records.add(List.of(GENERATION, Long.toString(manifest.generation())));
    manifest.trial().ifPresent(t -> records.add(encode(t)));
    manifest.trialEnd().ifPresent(e -> records.add(encode(e)));
    manifest.assets().forEach((asset, stored) -> records.add(encode(asset, stored)));
    return records;
  }

  private static List<String> encode(AssetReference asset, Stored stored) {
    return List.of(
        ASSET,
        asset.hash().toString(),
        Long.toString(stored.size()),
        Long.toString(stored.moduleLength()),
        Integer.toString(stored.age()),
        asset.name());
  }

  /** The fields in front of the boot are those that earlier versions read. */
  private static List<String> encode(TrialRecord trial) {
    TrialTime time = trial.time();
    Reading mark = time.mark();
    return List.of(
        TRIAL,
        trial.application().toString(),
        trial.previous().toString(),
        time.since().toString(),
        Long.toString(trial.within().toSeconds()),
        Integer.toString(trial.starts()),
        mark.isWallBelieved() ? BELIEVED : NOT_BELIEVED,
        mark.boot(),
        Long.toString(mark.uptime().toMillis()),
        Long.toString(time.counted().toMillis()),
        mark.wall().toString(),
        trial.isStartCounted() ? COUNTED : "");
  }

  private static List<String> encode(TrialEnd end) {
    return List.of(TRIAL_END, end.application().toString(), end.kind().name(), end.at().toString());
  }

  static Manifest decode(List<List<String>> records) throws AssetException {
    Optional<Integer> platformId = Optional.empty();
    Optional<StorageLimits> limits = Optional.empty();
    Optional<ApplicationId> application = Optional.empty();
    long generation = 0;
    Map<AssetReference, Stored> assets = new LinkedHashMap<>();
    Optional<TrialRecord> trial = Optional.empty();
    Optional<TrialEnd> trialEnd = Optional.empty();
    try {
      for (List<String> r : records) {
        switch (r.get(0)) {
          case PLATFORM -> platformId = Optional.of(Integer.parseInt(r.get(1)));
          case LIMITS ->
              limits =
                  Optional.of(
                      new StorageLimits(Long.parseLong(r.get(1)), Long.parseLong(r.get(2))));
          case APPLICATION -> application = Optional.of(ApplicationId.parse(r.get(1)));
          case GENERATION -> generation = Long.parseLong(r.get(1));
          case TRIAL -> trial = Optional.of(trial(r));
          case TRIAL_END -> trialEnd = Optional.of(trialEnd(r));
          case ASSET ->
              assets.put(new AssetReference(r.get(5), AssetHash.parse(r.get(1))), stored(r));
          default -> throw new AssetException("the device's manifest has an unknown record: " + r);
        }
      }
    } catch (IllegalArgumentException
        | IndexOutOfBoundsException
        | DateTimeException
        | ArithmeticException e) {
      throw new AssetException("the device's manifest has an invalid record: " + e.getMessage(), e);
    }
    return new Manifest(platformId, limits, application, generation, assets, trial, trialEnd);
  }

  private static Stored stored(List<String> fields) {
    return new Stored(
        Long.parseLong(fields.get(2)),
        Long.parseLong(fields.get(3)),
        Integer.parseInt(fields.get(4)));
  }

  private static TrialRecord trial(List<String> fields) {
    return new TrialRecord(
        ApplicationId.parse(fields.get(1)),
        ApplicationId.parse(fields.get(2)),
        trialTime(fields),
        TrialRecord.requireSensible(Duration.ofSeconds(Long.parseLong(fields.get(4)))),
        Integer.parseInt(fields.get(5)),
        fields.size() > COUNTED_FIELD && fields.get(COUNTED_FIELD).equals(COUNTED));
  }

  private static TrialTime trialTime(List<String> fields) {
    if (fields.size() <= TRIAL_FIELDS_WITHOUT_BOOT) {
      return TrialTime.unknown(Instant.parse(fields.get(3)));
    }
    Reading mark =
        new Reading(
            Instant.parse(fields.get(10)),
            fields.get(6).equals(BELIEVED),
            fields.get(7),
            Duration.ofMillis(Long.parseLong(fields.get(8))));
    return new TrialTime(Duration.ofMillis(Long.parseLong(fields.get(9))), mark);
  }

  private static TrialEnd trialEnd(List<String> fields) {
    return new TrialEnd(
        ApplicationId.parse(fields.get(1)),
        TrialEnd.Kind.valueOf(fields.get(2)),
        Instant.parse(fields.get(3)));
  }
}
