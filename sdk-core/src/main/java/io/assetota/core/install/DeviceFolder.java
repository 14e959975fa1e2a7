package io.assetota.core.install;

import io.assetota.core.application.FileContent;
import io.assetota.core.device.DeviceStatus;
import io.assetota.core.device.TrialEnd;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReader;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.store.AssetStore;
import io.assetota.core.store.DeviceState;
import io.assetota.core.store.DiskFiles;
import io.assetota.core.store.StatusReport;
import io.assetota.core.store.StoreRecovery;
import io.assetota.core.store.UpdateHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A device folder, for whoever looks after it: which application there is, and whether its trial
 * goes on. Any number of processes may have it open, beside the application and an updater. Safe
 * for use by several threads.
 */
public sealed class DeviceFolder implements AutoCloseable permits Installer {
  private final AssetStore store;

  DeviceFolder(AssetStore store) {
    this.store = store;
  }

  /**
   * Opens a device folder, makes it if there is none, and recovers it from a power cut.
   *
   * @param home the folder
   * @return the folder, which the caller closes
   * @throws AssetException if what is there can't be recovered
   * @throws IOException if the folder can't be read or written
   */
  public static DeviceFolder open(Path home) throws IOException {
    return new DeviceFolder(AssetStore.open(home, Optional.empty(), Optional.empty()));
  }

  /**
   * Reads the module of the application that is installed, without opening the folder: nothing is
   * changed, recovered or locked.
   *
   * @param home the folder
   * @return the whole module; empty if there is none that is intact
   * @throws AssetException if there is no device folder, or its manifest is damaged
   * @throws IOException if it can't be read
   */
  public static Optional<FirmwareModule> lookAtApplication(Path home) throws IOException {
    return new StoreRecovery(DiskFiles.existing(home)).lookAtApplication();
  }

  AssetStore store() {
    return store;
  }

  /**
   * Returns where the device folder is.
   *
   * @return the folder that was opened
   */
  public Path home() {
    return store.files().home();
  }

  /**
   * Returns what the device has now.
   *
   * @return a snapshot
   */
  public DeviceStatus status() {
    store.requireOpen();
    return StatusReport.of(
        store.contentsNow(),
        DeviceState.lookIfPossible(store.files()),
        UpdateHistory.lookIfPossible(store.files()),
        store::open,
        store.now());
  }

  /**
   * Returns the module of the application that is installed.
   *
   * @return the whole module; empty if there is none that is intact
   * @throws IOException if it can't be read
   */
  public Optional<FirmwareModule> application() throws IOException {
    store.requireOpen();
    store.refreshIfChanged();
    return store.loadApplication();
  }

  /**
   * Opens the content of a file of an application that is a folder: the active one, or one that a
   * trial goes back to.
   *
   * @param content SHA-256 of the content, from the application's manifest
   * @return a reader, which the caller closes; it checks the content when it has been read through
   * @throws AssetException if it is not stored, or damaged
   * @throws IOException if it can't be read
   */
  public AssetReader openFile(AssetHash content) throws IOException {
    return store.open(FileContent.of(content));
  }

  /**
   * Ends the trial of the application: it stays. The previous one is deleted, and those of its
   * assets that this one doesn't need are unused. Also a late one counts, as long as the other
   * isn't back.
   *
   * @return false if there was no trial
   * @throws IOException if that can't be written: the trial goes on
   */
  public boolean confirm() throws IOException {
    return store.trials().confirm(Optional.empty());
  }

  /**
   * Ends the trial of the application: the previous one is back with its assets, in one step.
   *
   * @return false if there was no trial
   * @throws IOException if that can't be written: the trial goes on
   */
  public boolean rollBack() throws IOException {
    return rollBack(TrialEnd.Kind.ROLLED_BACK);
  }

  /**
   * Ends the trial of the application: the previous one is back with its assets, in one step.
   *
   * @param why what is kept and reported as the reason
   * @return false if there was no trial
   * @throws IOException if that can't be written: the trial goes on
   * @throws IllegalArgumentException if the reason is {@link TrialEnd.Kind#CONFIRMED}
   */
  public boolean rollBack(TrialEnd.Kind why) throws IOException {
    if (why == TrialEnd.Kind.CONFIRMED) {
      throw new IllegalArgumentException("what is confirmed is not rolled back");
    }
    return store.trials().rollBack(Optional.empty(), why);
  }

  /**
   * Does what {@link #rollBack} does, if the time of the trial is over. Opening a folder does it,
   * too; a process that runs on calls this now and then.
   *
   * @return false if there was nothing to do
   * @throws IOException if that can't be written: the trial goes on
   */
  public boolean rollBackIfOverdue() throws IOException {
    return store.trials().rollBackIfOverdue();
  }

  /**
   * Counts a start of the application, if it is on trial: call it before each start, also if the
   * application dies before it opens its assets. If three starts were counted before and it was not
   * confirmed, the previous application is back instead.
   *
   * @return true if the previous application is back: start that
   * @throws IOException if that can't be written
   */
  public boolean countStart() throws IOException {
    return store.trials().countStartFromOutside();
  }

  /** Closes the folder. May be called twice. */
  @Override
  public void close() throws IOException {
    store.close();
  }
}
