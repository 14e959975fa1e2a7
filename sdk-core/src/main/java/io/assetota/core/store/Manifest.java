package io.assetota.core.store;

import com.google.common.collect.ImmutableMap;
import io.assetota.core.device.TrialEnd;
import io.assetota.core.model.ApplicationId;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.StorageLimits;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a device has: the one file whose replacement makes an installation happen.
 *
 * @param platformId the platform; empty for a new device
 * @param limits limits of the asset storage that the owner set; empty for those of the platform
 * @param application identifies the application that belongs to this state; empty if there is none
 * @param generation grows with every installation that the consumer is to be told of, see {@link
 *     DeviceContents#generationWith}; what it handled is one of them
 * @param assets the stored assets, in the order in which they came
 * @param trial the trial that the application is on, if it is
 * @param trialEnd how the last trial ended; empty once that application was installed again
 */
public record Manifest(
    Optional<Integer> platformId,
    Optional<StorageLimits> limits,
    Optional<ApplicationId> application,
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
  public record Stored(long size, long moduleLength, int age) {
    public Stored {
      if (size < 0 || moduleLength < 0 || age < 0) {
        throw new IllegalArgumentException(
            "lengths and age must not be negative: " + size + ", " + moduleLength + ", " + age);
      }
    }

    public Stored withAge(int newAge) {
      return new Stored(size, moduleLength, newAge);
    }

    public Stored withModuleLength(long newLength) {
      return new Stored(size, newLength, age);
    }

    public long storageSize() {
      return StorageLimits.storageSize(moduleLength);
    }
  }

  public static final Manifest EMPTY =
      new Manifest(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          0,
          Map.of(),
          Optional.empty(),
          Optional.empty());

  private static final String HEADING = "asset-ota manifest 1";

  public Manifest {
    assets = ImmutableMap.copyOf(assets);
  }

  public static RecordFile file(DeviceFiles files) {
    return new RecordFile(files, ModuleFolder.STORE, "manifest", HEADING);
  }

  Manifest withPlatform(int newPlatformId, Optional<StorageLimits> newLimits) {
    return new Manifest(
        Optional.of(newPlatformId), newLimits, application, generation, assets, trial, trialEnd);
  }

  Manifest withApplication(Optional<ApplicationId> newApplication) {
    return new Manifest(platformId, limits, newApplication, generation, assets, trial, trialEnd);
  }

  Manifest withGeneration(long newGeneration) {
    return new Manifest(platformId, limits, application, newGeneration, assets, trial, trialEnd);
  }

  public Manifest withAssets(Map<AssetReference, Stored> newAssets) {
    return new Manifest(platformId, limits, application, generation, newAssets, trial, trialEnd);
  }

  Manifest withTrial(Optional<TrialRecord> newTrial, Optional<TrialEnd> newEnd) {
    return new Manifest(platformId, limits, application, generation, assets, newTrial, newEnd);
  }

  /** Identifies the application that has to stay for a trial. */
  Optional<ApplicationId> previous() {
    return trial.map(TrialRecord::previous);
  }

  long storageUsed() {
    return assets.values().stream().mapToLong(Stored::storageSize).sum();
  }

  void write(RecordFile file) throws IOException {
    file.write(ManifestCodec.encode(this));
  }

  public static Optional<Manifest> read(RecordFile file) throws IOException {
    Optional<List<List<String>>> records = file.read();
    return records.isPresent()
        ? Optional.of(ManifestCodec.decode(records.get()))
        : Optional.empty();
  }
}
