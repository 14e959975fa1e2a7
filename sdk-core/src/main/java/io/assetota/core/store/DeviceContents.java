package io.assetota.core.store;

import com.google.common.collect.ImmutableSet;
import io.assetota.core.device.InstalledApplication;
import io.assetota.core.device.Trial;
import io.assetota.core.device.TrialEnd;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Platform;
import io.assetota.core.model.StorageLimits;
import io.assetota.core.store.Manifest.Stored;
import io.assetota.core.store.clock.DeviceClock.Reading;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a device has at one moment: the manifest and the application that belongs to it, never one
 * without the other.
 *
 * @param application the active application; empty if there is none that is intact
 * @param previous the application that a trial goes back to; empty without a trial
 * @param unreadable assets that the manifest names and that can't be read at present: an update
 *     brings them again, and until then they stay where they are
 */
public record DeviceContents(
    Manifest manifest,
    Optional<InstalledApplication> application,
    Optional<InstalledApplication> previous,
    Set<AssetReference> unreadable) {
  public DeviceContents {
    unreadable = ImmutableSet.copyOf(unreadable);
  }

  DeviceContents(
      Manifest manifest,
      Optional<InstalledApplication> application,
      Optional<InstalledApplication> previous) {
    this(manifest, application, previous, ImmutableSet.of());
  }

  DeviceContents with(Manifest changed) {
    return new DeviceContents(changed, application, previous, unreadable);
  }

  DeviceContents withUnreadable(Set<AssetReference> assets) {
    return new DeviceContents(manifest, application, previous, assets);
  }

  /** Returns the assets that an installation needs not bring. */
  public Map<AssetReference, Stored> usable() {
    Map<AssetReference, Stored> usable = new LinkedHashMap<>(manifest.assets());
    usable.keySet().removeAll(unreadable);
    return usable;
  }

  /** Returns what of another manifest can't be read, as far as is known. */
  Set<AssetReference> unreadableOf(Manifest other) {
    return unreadable.stream().filter(other.assets()::containsKey).collect(Collectors.toSet());
  }

  /** Returns what can't be read if the module with this content can't be either. */
  Set<AssetReference> unreadableAnd(AssetHash content) {
    return manifest.assets().keySet().stream()
        .filter(asset -> unreadable.contains(asset) || asset.hash().equals(content))
        .collect(Collectors.toSet());
  }

  /** Returns what still can't be read after modules with these contents were written anew. */
  Set<AssetReference> unreadableWithout(Set<AssetHash> written) {
    return unreadable.stream()
        .filter(asset -> !written.contains(asset.hash()))
        .collect(Collectors.toSet());
  }

  public Optional<Platform> platform() {
    return manifest
        .platformId()
        .or(() -> application.map(a -> a.prefix().platformId()))
        .flatMap(Platform::byId)
        .map(p -> manifest.limits().map(p::withStorage).orElse(p));
  }

  StorageLimits limits() {
    return platform().flatMap(Platform::storage).orElse(StorageLimits.UNLIMITED);
  }

  /** The trial that the application is on, as it stands now. */
  public Optional<Trial> trial(Reading now) {
    return manifest.trial().map(t -> describe(t.resumed(now), now));
  }

  private Trial describe(TrialRecord trial, Reading now) {
    Trial.Standing standing =
        trial.isOver(now)
            ? Trial.Standing.OVERDUE
            : trial.startsLeft() == 0 ? Trial.Standing.OUT_OF_STARTS : Trial.Standing.RUNNING;
    Instant since = trial.time().since();
    return new Trial(
        application.orElseThrow(),
        previous.orElseThrow(),
        since,
        since.plus(trial.within()),
        trial.startsLeft(),
        standing);
  }

  /**
   * Returns the generation of an installation. It is another one, so that the application is told,
   * when an asset is stored (files of the program are none), and also when the application requires
   * one that the previous application did not: what is kept may have been there all the time, but
   * the part that it is for has met the previous application's since. An application whose assets
   * the previous one had all learns nothing new.
   *
   * @param stored what the installation stores
   */
  long generationWith(InstalledApplication next, Set<AssetHash> stored) {
    Set<AssetReference> known =
        application.map(a -> Set.copyOf(a.assets())).orElse(ImmutableSet.of());
    boolean isNew =
        next.assets().stream().anyMatch(a -> stored.contains(a.hash()))
            || !known.containsAll(next.assets());
    return manifest.generation() + (isNew ? 1 : 0);
  }

  /** The application is not on trial any more: it stays. */
  DeviceContents confirmed(Instant at) {
    return new DeviceContents(
        manifest.withTrial(Optional.empty(), end(TrialEnd.Kind.CONFIRMED, at)),
        application,
        Optional.empty(),
        unreadable);
  }

  /**
   * The previous application is back, with its assets. It is told of them again, as handlers have
   * met those of the other one since.
   */
  DeviceContents rolledBack(TrialEnd.Kind kind, Instant at) {
    InstalledApplication back = previous.orElseThrow();
    Set<AssetReference> required = back.required();
    Map<AssetReference, Stored> assets = new LinkedHashMap<>(manifest.assets());
    assets.replaceAll(
        (asset, stored) ->
            stored.withAge(required.contains(asset) ? 0 : Math.max(1, stored.age())));
    return new DeviceContents(
        manifest
            .withApplication(manifest.previous())
            .withGeneration(manifest.generation() + 1)
            .withAssets(assets)
            .withTrial(Optional.empty(), end(kind, at)),
        previous,
        Optional.empty(),
        unreadable);
  }

  private Optional<TrialEnd> end(TrialEnd.Kind kind, Instant at) {
    return manifest.trial().map(t -> new TrialEnd(t.application(), kind, at));
  }
}
