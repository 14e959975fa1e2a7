package io.assetota.core.store;

import io.assetota.core.device.InstalledApplication;
import io.assetota.core.model.ApplicationId;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.store.Manifest.Stored;
import io.assetota.core.store.clock.DeviceClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Commits installations: each is one change of the manifest, which names files that are in their
 * places already. Safe for use by several threads and processes.
 */
public final class Installations {
  private final SharedManifest shared;
  private final StoreCleanUp cleanUp;
  private final ModuleFolder modules;
  private final ApplicationSlot slot;
  private final DeviceClock clock;
  private long lastNumber;

  Installations(
      SharedManifest shared,
      StoreCleanUp cleanUp,
      ModuleFolder modules,
      ApplicationSlot slot,
      DeviceClock clock) {
    this.shared = shared;
    this.cleanUp = cleanUp;
    this.modules = modules;
    this.slot = slot;
    this.clock = clock;
  }

  /** Returns a number for an installation, which tells its staged files from those of others. */
  public synchronized long nextNumber() {
    return ++lastNumber;
  }

  /**
   * Writes an application where it doesn't count yet, so that the commit only has to move it.
   *
   * @param planned the manifest that the installation was planned on
   * @param installation tells its file from those of other installations
   * @return the file; empty if the device has this application
   */
  public Optional<String> stage(FirmwareModule application, Manifest planned, long installation)
      throws IOException {
    shared.requireOpen();
    return planned.application().equals(Optional.of(application.id()))
        ? Optional.empty()
        : Optional.of(slot.stage(application, installation));
  }

  /**
   * Makes an installation happen: modules into the store, the application beside the active one,
   * then the manifest, then the clean-up, which opening would do as well.
   *
   * @param planned the manifest that the installation was planned on
   * @param application the new application
   * @param stagedApplication its file; empty if the device has it
   * @param assets all assets afterwards
   * @param staged files of the verified modules that are new
   * @param trial how long the previous application stays for a trial; empty to replace it for good
   * @throws IOException if it failed; {@link AssetStore#contents} tells what the device has
   */
  public void commit(
      Manifest planned,
      FirmwareModule application,
      Optional<String> stagedApplication,
      Map<AssetReference, Stored> assets,
      Map<AssetHash, String> staged,
      Optional<Duration> trial)
      throws IOException {
    ApplicationId identity = application.id();
    InstalledApplication installed = InstalledApplication.of(application);
    shared.commit(
        () -> {
          if (!planned.equals(shared.contents().manifest())) {
            throw new AssetException(
                "the device's assets changed since the installation was prepared: prepare it"
                    + " again");
          }
          cleanUp.finishEarlier();
          try {
            modules.take(staged);
            if (stagedApplication.isPresent()) {
              slot.prepare(stagedApplication.get());
            }
            shared.replace(after(planned, installed, identity, assets, staged.keySet(), trial));
          } catch (IOException e) {
            cleanUp.tidyUp("a failed installation");
            throw e;
          }
          cleanUp.tidyUp("an installation");
          return shared.contents();
        });
  }

  private DeviceContents after(
      Manifest planned,
      InstalledApplication installed,
      ApplicationId identity,
      Map<AssetReference, Stored> assets,
      Set<AssetHash> stored,
      Optional<Duration> trial) {
    DeviceContents present = shared.contents();
    Optional<TrialRecord> begun =
        trial.flatMap(
            within ->
                planned
                    .application()
                    .filter(p -> !p.equals(identity))
                    .map(p -> TrialRecord.begun(installed.id(), p, clock.read(), within)));
    return new DeviceContents(
        planned
            .withPlatform(
                planned.platformId().orElse(installed.prefix().platformId()), planned.limits())
            .withApplication(Optional.of(identity))
            .withGeneration(present.generationWith(installed, stored))
            .withAssets(assets)
            .withTrial(
                begun,
                planned
                    .trialEnd()
                    .filter(e -> begun.isEmpty())
                    .filter(e -> !e.application().equals(installed.id()))),
        Optional.of(installed),
        begun.flatMap(t -> present.application()),
        present.unreadableWithout(stored));
  }
}
