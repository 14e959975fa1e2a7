package io.assetota.core.store;

import io.assetota.core.device.InstalledApplication;
import io.assetota.core.device.TrialEnd;
import io.assetota.core.model.ApplicationId;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.DeviceBusyException;
import io.assetota.core.model.UnreadableException;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.store.clock.DeviceClock.Reading;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what a device folder holds, whatever a power cut, damage or somebody else has left
 * there.
 */
public final class StoreRecovery {
  private static final Logger log = LoggerFactory.getLogger(StoreRecovery.class);
  private static final int LOOKS = 10;

  private final DeviceFiles files;
  private final ModuleFolder modules;
  private final ApplicationSlot slot;
  private final RecordFile manifestFile;

  public StoreRecovery(DeviceFiles files) {
    this.files = files;
    this.modules = new ModuleFolder(files);
    this.slot = new ApplicationSlot(files);
    this.manifestFile = Manifest.file(files);
  }

  /**
   * What was found.
   *
   * @param contents what the device has
   * @param onDisk the manifest that is there; empty if none is, or it is damaged
   */
  record Found(DeviceContents contents, Optional<Manifest> onDisk) {
    boolean isWritten() {
      return onDisk.equals(Optional.of(contents.manifest()));
    }
  }

  /**
   * Recovers the folder.
   *
   * @param unhandledGeneration for a manifest that has to be made: the application is told of all
   *     assets once more
   * @param now what the clocks say, for a trial that is on
   */
  Found recover(long unhandledGeneration, Reading now) throws IOException {
    modules.create();
    Optional<Manifest> written = readManifest();
    Manifest start = written.isPresent() ? written.get() : rebuilt(unhandledGeneration);
    // Whoever wrote the manifest may have failed to force it: nothing goes before it is safe.
    slot.recover(
        start.application(), start.previous(), () -> files.forceFolder(ModuleFolder.STORE));
    Optional<FirmwareModule> active = slot.current(start.application());
    DeviceContents found =
        checkTrial(start, active, now)
            .orElse(
                // The manifest names what is there, also when somebody replaced it by other means:
                // else a new application could count as soon as it lies beside the active one.
                replacedOrSame(start, active));
    ModuleFolder.Present present = modules.present(found.manifest().assets());
    DeviceContents recovered =
        found
            .with(found.manifest().withAssets(present.assets()))
            .withUnreadable(present.unreadable());
    return new Found(recovered, written);
  }

  private static DeviceContents replacedOrSame(Manifest start, Optional<FirmwareModule> active)
      throws IOException {
    Optional<ApplicationId> identity = active.map(FirmwareModule::id);
    boolean isAnother = identity.isPresent() && !identity.equals(start.application());
    return new DeviceContents(
        start
            .withApplication(identity)
            // What the previous application required went with it: so all assets may be new.
            .withGeneration(start.generation() + (isAnother ? 1 : 0))
            .withTrial(Optional.empty(), start.trialEnd()),
        describe(active),
        Optional.empty());
  }

  private Optional<Manifest> readManifest() throws IOException {
    manifestFile.recover();
    try {
      return Manifest.read(manifestFile);
    } catch (UnreadableException e) {
      throw e;
    } catch (AssetException e) {
      log.warn("{}; it is rebuilt from the stored modules", e.getMessage());
      return Optional.empty();
    }
  }

  /** Where a trial has left the previous application, that one is known to be good. */
  private Manifest rebuilt(long generation) throws IOException {
    return Manifest.EMPTY
        .withApplication(slot.previous().map(FirmwareModule::id))
        .withGeneration(generation)
        .withAssets(modules.verifyAll());
  }

  /**
   * Goes on with a trial, or ends it.
   *
   * @return what the device has then; empty if there is no trial, or can't be one any more
   */
  private Optional<DeviceContents> checkTrial(
      Manifest manifest, Optional<FirmwareModule> active, Reading now) throws IOException {
    Optional<FirmwareModule> previous = slot.find(manifest.previous());
    if (manifest.trial().isEmpty() || previous.isEmpty()) {
      manifest.trial().ifPresent(t -> log.warn("The previous application is gone: the trial ends"));
      return Optional.empty();
    }
    TrialRecord trial = manifest.trial().get().resumed(now);
    DeviceContents found =
        new DeviceContents(
            manifest.withTrial(Optional.of(trial), Optional.empty()),
            describe(active),
            describe(previous));
    Optional<ApplicationId> identity = active.map(FirmwareModule::id);
    if (identity.isEmpty() || identity.equals(manifest.previous())) {
      return Optional.of(end(found, TrialEnd.Kind.DAMAGED, now));
    }
    if (!identity.equals(manifest.application())) {
      log.warn("The application on trial was replaced by other means: the trial ends");
      return Optional.empty();
    }
    return Optional.of(trial.isOver(now) ? end(found, TrialEnd.Kind.OVERDUE, now) : found);
  }

  private static DeviceContents end(DeviceContents trial, TrialEnd.Kind kind, Reading now) {
    DeviceContents back = trial.rolledBack(kind, now.wall());
    log.warn("The previous application is back: the trial of the other ended: {}", kind.reason());
    return back;
  }

  private static Optional<InstalledApplication> describe(Optional<FirmwareModule> module)
      throws IOException {
    return module.isPresent()
        ? Optional.of(InstalledApplication.of(module.get()))
        : Optional.empty();
  }

  /**
   * Looks at a folder without changing anything, also while another process uses it: what that one
   * changes meanwhile is looked at again.
   */
  public DeviceContents look() throws IOException {
    Look look = lookUntilSteady();
    return describe(look.manifest(), look.application(), look.previous());
  }

  /** Looks at the application only, in the same way; empty if there is none that is intact. */
  public Optional<FirmwareModule> lookAtApplication() throws IOException {
    return lookUntilSteady().application();
  }

  private record Look(
      Manifest manifest, Optional<FirmwareModule> application, Optional<FirmwareModule> previous) {}

  private Look lookUntilSteady() throws IOException {
    Manifest manifest = Manifest.read(manifestFile).orElse(Manifest.EMPTY);
    for (int i = 0; i < LOOKS; i++) {
      Optional<FirmwareModule> application = slot.current(manifest.application());
      Optional<FirmwareModule> previous = slot.find(manifest.previous());
      Manifest after = Manifest.read(manifestFile).orElse(Manifest.EMPTY);
      if (after.equals(manifest)) {
        return new Look(manifest, application, previous);
      }
      manifest = after;
    }
    throw new DeviceBusyException("the device changes all the time: look again later");
  }

  /** Returns what a device with this manifest has. Only for who holds the commit lock. */
  DeviceContents describe(Manifest manifest) throws IOException {
    return describe(manifest, slot.current(manifest.application()), slot.find(manifest.previous()));
  }

  private static DeviceContents describe(
      Manifest manifest, Optional<FirmwareModule> application, Optional<FirmwareModule> previous)
      throws IOException {
    boolean onTrial = application.isPresent() && previous.isPresent();
    return new DeviceContents(
        onTrial ? manifest : manifest.withTrial(Optional.empty(), manifest.trialEnd()),
        describe(application),
        describe(previous));
  }
}
