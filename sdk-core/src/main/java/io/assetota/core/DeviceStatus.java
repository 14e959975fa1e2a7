package io.assetota.core;

import com.google.common.collect.ImmutableList;
import io.assetota.core.DeviceClock.Reading;
import io.assetota.core.module.Platform;
import io.assetota.core.module.StorageLimits;
import java.util.List;
import java.util.Optional;

/**
 * What a device has, at one moment.
 *
 * @param platform its platform; empty for a new device
 * @param application the application; empty if there is none that is intact
 * @param available required and stored assets, in the application's order: what the application
 *     sees
 * @param missing required assets that are not stored, or can't be read at present
 * @param unused stored assets that the application doesn't require
 * @param storageUsed what all stored assets take, in bytes of whole blocks
 * @param limits the limits of the asset storage
 * @param consumerState whether the application has still to handle its assets
 * @param handlerResults how each asset last fared with its handler
 * @param lastInstallation the last installation, if there was one
 * @param trial the trial that the application is on; empty if it stays
 * @param trialEnd how the last trial ended; empty during another, and when the same application was
 *     installed again
 * @param lastUpdate how the last update by an agent fared, if there was one
 * @param pendingUpdate the update that waits for a newer system, if one does
 */
public record DeviceStatus(
    Optional<Platform> platform,
    Optional<InstalledApplication> application,
    List<Asset> available,
    List<AssetReference> missing,
    List<Asset> unused,
    long storageUsed,
    StorageLimits limits,
    ConsumerState consumerState,
    List<HandlerResult> handlerResults,
    Optional<InstallationRecord> lastInstallation,
    Optional<Trial> trial,
    Optional<TrialEnd> trialEnd,
    Optional<UpdateRecord> lastUpdate,
    Optional<PendingUpdate> pendingUpdate) {

  /** Copies the lists. */
  public DeviceStatus {
    available = ImmutableList.copyOf(available);
    missing = ImmutableList.copyOf(missing);
    unused = ImmutableList.copyOf(unused);
    handlerResults = ImmutableList.copyOf(handlerResults);
  }

  static DeviceStatus of(
      DeviceContents device, DeviceState state, StoredAsset.Opener opener, Reading now) {
    Manifest manifest = device.manifest();
    List<AssetReference> required =
        device.application().map(InstalledApplication::assets).orElse(List.of());
    ImmutableList.Builder<Asset> available = ImmutableList.builder();
    ImmutableList.Builder<AssetReference> missing = ImmutableList.builder();
    for (AssetReference asset : required) {
      Manifest.Stored stored = manifest.assets().get(asset);
      if (stored == null || device.unreadable().contains(asset)) {
        missing.add(asset);
      } else {
        available.add(new StoredAsset(asset, stored.size(), stored.storageSize(), opener));
      }
    }
    List<Asset> unused =
        manifest.assets().entrySet().stream()
            .filter(e -> !required.contains(e.getKey()))
            .<Asset>map(
                e ->
                    new StoredAsset(
                        e.getKey(), e.getValue().size(), e.getValue().storageSize(), opener))
            .toList();
    return new DeviceStatus(
        device.platform(),
        device.application(),
        available.build(),
        missing.build(),
        unused,
        manifest.storageUsed(),
        device.limits(),
        state.consumerState(manifest.generation()),
        state.results(),
        state.lastInstallation(),
        device.trial(now),
        manifest.trialEnd(),
        state.lastUpdate().map(u -> u.now(device)),
        state.pending());
  }
}
