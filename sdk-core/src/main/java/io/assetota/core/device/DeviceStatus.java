package io.assetota.core.device;

import io.assetota.core.handler.HandlerResult;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Platform;
import io.assetota.core.model.StorageLimits;
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
 * @param files how the files of the application fare, and those of others that are stored
 * @param storageUsed what all stored assets take, in bytes of whole blocks
 * @param limits the limits of the asset storage
 * @param consumerState whether the application has still to handle its assets
 * @param handlerResults the last result of each asset with its handler
 * @param parts which versions the parts behind the board have
 * @param lastInstallation the last installation, if there was one
 * @param trial the trial that the application is on; empty if it stays
 * @param trialEnd how the last trial ended; empty during another, and when the same application was
 *     installed again
 * @param lastUpdate the outcome of the last update by an agent, if there was one
 * @param pendingUpdate the update that waits for a newer system, if one does
 */
public record DeviceStatus(
    Optional<Platform> platform,
    Optional<InstalledApplication> application,
    List<Asset> available,
    List<AssetReference> missing,
    List<Asset> unused,
    StoredFiles files,
    long storageUsed,
    StorageLimits limits,
    ConsumerState consumerState,
    List<HandlerResult> handlerResults,
    List<PartVersion> parts,
    Optional<InstallationRecord> lastInstallation,
    Optional<Trial> trial,
    Optional<TrialEnd> trialEnd,
    Optional<UpdateRecord> lastUpdate,
    Optional<PendingUpdate> pendingUpdate) {

  /** Copies the lists. */
  public DeviceStatus {
    available = List.copyOf(available);
    missing = List.copyOf(missing);
    unused = List.copyOf(unused);
    handlerResults = List.copyOf(handlerResults);
    parts = List.copyOf(parts);
  }

  /**
   * Returns what a handler has failed with.
   *
   * @return the first result that is a failure; empty if there is none
   */
  public Optional<HandlerResult> failedHandler() {
    return handlerResults.stream()
        .filter(result -> result.outcome() == HandlerResult.Outcome.FAILED)
        .findFirst();
  }

  /**
   * Tells whether everything is stored that the application requires.
   *
   * @return false if an asset or a file of it has to be brought
   */
  public boolean isComplete() {
    return missing.isEmpty() && files.missing().isEmpty();
  }
}
