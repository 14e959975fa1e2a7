package io.assetota.core;

import com.google.common.collect.ImmutableMap;
import io.assetota.core.module.StorageLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a device has: the one file whose replacement makes an installation happen.
 *
 * @param platformId the platform; empty for a new device
 * @param limits limits of the asset storage that the owner set; empty for those of the platform
 * @param application identifies the application that belongs to this state, see {@link
 *     ApplicationSlot#identify}; empty if there is none
 * @param generation grows with every installation that the consumer is to be told of, see {@link
 *     DeviceContents#generationWith}; what it handled is one of them
 * @param assets the stored assets, in the order in which they came
 * @param trial the trial that the application is on, if it is
 * @param trialEnd how the last trial ended; empty once that application was installed again
 */
record Manifest(
    Optional<Integer> platformId,
    Optional<StorageLimits> limits,
    Optional<AssetHash> application,
    long generation,
    Map<AssetReference, Stored> assets,
    Optional<TrialRecord> trial,
    Optional<TrialEnd> trialEnd) {

  /**
   * A stored asset.
   *
   * @param size length of the raw content
   * @param moduleLength length of the module on disk
   * @param age how many installations with assets ago it was last required
   */
  record Stored(long size, long moduleLength, int age) {
    Stored {
      if (size < 0 || moduleLength < 0 || age < 0) {
        throw new IllegalArgumentException(
            "lengths and age must not be negative: " + size + ", " + moduleLength + ", " + age);
      }
    }

    Stored withAge(int newAge) {
      return new Stored(size, moduleLength, newAge);
    }

    Stored withModuleLength(long newLength) {
      return new Stored(size, newLength, age);
    }

    long storageSize() {
      return StorageLimits.storageSize(moduleLength);
    }
  }

  static final Manifest EMPTY =
      new Manifest(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          0,
          Map.of(),
          Optional.empty(),
          Optional.empty());

  private static final String HEADING = "asset-ota manifest 1";

  Manifest {
    assets = ImmutableMap.copyOf(assets);
  }

  static RecordFile file(DeviceFiles files) {
    return new RecordFile(files, ModuleFolder.STORE, "manifest", HEADING);
  }

  Manifest withPlatform(int newPlatformId, Optional<StorageLimits> newLimits) {
    return new Manifest(
        Optional.of(newPlatformId), newLimits, application, generation, assets, trial, trialEnd);
  }

  Manifest withApplication(Optional<AssetHash> newApplication) {
    return new Manifest(platformId, limits, newApplication, generation, assets, trial, trialEnd);
  }

  Manifest withGeneration(long newGeneration) {
    return new Manifest(platformId, limits, application, newGeneration, assets, trial, trialEnd);
  }

  Manifest withAssets(Map<AssetReference, Stored> newAssets) {
    return new Manifest(platformId, limits, application, generation, newAssets, trial, trialEnd);
  }

  Manifest withTrial(Optional<TrialRecord> newTrial, Optional<TrialEnd> newEnd) {
    return new Manifest(platformId, limits, application, generation, assets, newTrial, newEnd);
  }

  /** Identifies the application that has to stay for a trial. */
  Optional<AssetHash> previous() {
    return trial.map(TrialRecord::previous);
  }

  long storageUsed() {
    return assets.values().stream().mapToLong(Stored::storageSize).sum();
  }

  void write(RecordFile file) throws IOException {
    List<List<String>> records = new ArrayList<>();
    platformId.ifPresent(id -> records.add(List.of("platform", Integer.toString(id))));
    limits.ifPresent(
        l ->
            records.add(
                List.of("limits", Long.toString(l.total()), Long.toString(l.largestModule()))));
    application.ifPresent(hash -> records.add(List.of("application", hash.toString())));
    records.add(List.of("generation", Long.toString(generation)));
    trial.ifPresent(t -> records.add(t.toFields()));
    trialEnd.ifPresent(e -> records.add(e.toFields()));
    assets.forEach(
        (asset, stored) ->
            records.add(
                List.of(
                    "asset",
                    asset.hash().toString(),
                    Long.toString(stored.size()),
                    Long.toString(stored.moduleLength()),
                    Integer.toString(stored.age()),
                    asset.name())));
    file.write(records);
  }

  static Optional<Manifest> read(RecordFile file) throws IOException {
    Optional<List<List<String>>> records = file.read();
    return records.isPresent() ? Optional.of(parse(records.get())) : Optional.empty();
  }

  private static Manifest parse(List<List<String>> records) throws AssetException {
    Optional<Integer> platformId = Optional.empty();
    Optional<StorageLimits> limits = Optional.empty();
    Optional<AssetHash> application = Optional.empty();
    long generation = 0;
    Map<AssetReference, Stored> assets = new LinkedHashMap<>();
    Optional<TrialRecord> trial = Optional.empty();
    Optional<TrialEnd> trialEnd = Optional.empty();
    try {
      for (List<String> r : records) {
        switch (r.get(0)) {
          case "platform" -> platformId = Optional.of(Integer.parseInt(r.get(1)));
          case "limits" ->
              limits =
                  Optional.of(
                      new StorageLimits(Long.parseLong(r.get(1)), Long.parseLong(r.get(2))));
          case "application" -> application = Optional.of(AssetHash.parse(r.get(1)));
          case "generation" -> generation = Long.parseLong(r.get(1));
          case TrialRecord.TAG -> trial = Optional.of(TrialRecord.parse(r));
          case TrialEnd.TAG -> trialEnd = Optional.of(TrialEnd.parse(r));
          case "asset" ->
              assets.put(
                  new AssetReference(r.get(5), AssetHash.parse(r.get(1))),
                  new Stored(
                      Long.parseLong(r.get(2)),
                      Long.parseLong(r.get(3)),
                      Integer.parseInt(r.get(4))));
          default -> throw new AssetException("the device's manifest has an unknown record: " + r);
        }
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new AssetException("the device's manifest has an invalid record: " + e.getMessage(), e);
    }
    return new Manifest(platformId, limits, application, generation, assets, trial, trialEnd);
  }
}
