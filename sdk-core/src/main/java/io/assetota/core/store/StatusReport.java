package io.assetota.core.store;

import io.assetota.core.application.FileContent;
import io.assetota.core.device.DeviceStatus;
import io.assetota.core.device.InstalledApplication;
import io.assetota.core.device.TrialEnd;
import io.assetota.core.device.UpdateRecord;
import io.assetota.core.device.UpdateRecord.Outcome;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetReference;
import io.assetota.core.store.Manifest.Stored;
import io.assetota.core.store.StateCodec.History;
import io.assetota.core.store.clock.DeviceClock.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts together what a device has, from its manifest and its state. */
public final class StatusReport {
  private StatusReport() {}

  public static DeviceStatus of(
      DeviceContents device,
      DeviceState state,
      UpdateHistory updates,
      StoredAsset.Opener opener,
      Reading now) {
    Manifest manifest = device.manifest();
    History history = updates.read();
    List<AssetReference> required =
        device.application().map(InstalledApplication::assets).orElse(List.of());
    List<Asset> available = new ArrayList<>();
    List<AssetReference> missing = new ArrayList<>();
    for (AssetReference asset : required) {
      Stored stored = manifest.assets().get(asset);
      if (stored == null || device.unreadable().contains(asset)) {
        missing.add(asset);
      } else {
        available.add(StoredAsset.of(asset, stored, opener));
      }
    }
    Set<AssetReference> isRequired = Set.copyOf(required);
    List<Asset> unused =
        manifest.assets().entrySet().stream()
            .filter(e -> !isRequired.contains(e.getKey()) && !FileContent.is(e.getKey()))
            .<Asset>map(e -> StoredAsset.of(e.getKey(), e.getValue(), opener))
            .toList();
    return new DeviceStatus(
        device.platform(),
        device.application(),
        available,
        missing,
        unused,
        FileCount.of(device),
        manifest.storageUsed(),
        device.limits(),
        state.consumerState(manifest.generation()),
        state.results(),
        state.parts(),
        history.lastInstallation(),
        device.trial(now),
        manifest.trialEnd(),
        history.lastUpdate().map(u -> asItStands(u, device)),
        history.pending());
  }

  /** Adds what became of an update since: the manifest tells, as that happens with it. */
  private static UpdateRecord asItStands(UpdateRecord update, DeviceContents device) {
    boolean mayBeActive =
        update.outcome() == Outcome.INSTALLING
            || update.outcome() == Outcome.INSTALLED
            || update.outcome() == Outcome.ON_TRIAL;
    if (!mayBeActive || update.application().isEmpty()) {
      return update;
    }
    Optional<TrialEnd> end =
        device
            .manifest()
            .trialEnd()
            .filter(e -> e.application().equals(update.application().get()));
    if (end.isPresent()) {
      return end.get().isRolledBack()
          ? ended(update, end.get(), Outcome.ROLLED_BACK, end.get().kind().reason())
          : ended(update, end.get(), Outcome.CONFIRMED, update.message());
    }
    boolean isActive =
        device.application().map(InstalledApplication::id).equals(update.application());
    if (!isActive) {
      return update;
    }
    return new UpdateRecord(
        update.at(),
        device.manifest().trial().isPresent() ? Outcome.ON_TRIAL : Outcome.INSTALLED,
        update.application(),
        update.source(),
        update.bytesFetched(),
        update.message());
  }

  private static UpdateRecord ended(
      UpdateRecord update, TrialEnd end, Outcome outcome, String message) {
    return new UpdateRecord(
        end.at(), outcome, update.application(), update.source(), update.bytesFetched(), message);
  }
}
