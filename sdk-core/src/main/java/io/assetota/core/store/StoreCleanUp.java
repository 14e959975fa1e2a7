package io.assetota.core.store;

import io.assetota.core.model.AssetHash;
import io.assetota.core.model.Printable;
import io.assetota.core.store.lock.DeviceLocks;
import io.assetota.core.store.lock.Role;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the files of a device folder in order: moves the application that counts into its place, and
 * deletes what nobody needs any more. Only under the commit lock.
 */
final class StoreCleanUp {
  private static final Logger log = LoggerFactory.getLogger(StoreCleanUp.class);

  private final DeviceFiles files;
  private final DeviceLocks locks;
  private final SharedManifest shared;
  private final ModuleFolder modules;
  private final ApplicationSlot slot;
  private final RunningClaim claim;

  StoreCleanUp(DeviceFiles files, DeviceLocks locks, SharedManifest shared, RunningClaim claim) {
    this.files = files;
    this.locks = locks;
    this.shared = shared;
    this.modules = new ModuleFolder(files);
    this.slot = new ApplicationSlot(files);
    this.claim = claim;
  }

  /** Makes the manifest that counts safe: its write or its clean-up may have failed before. */
  void finishEarlier() throws IOException {
    shared.makeSafe();
    placeApplications();
  }

  /**
   * What counts is settled: what is left to do is done now or by the next opening.
   *
   * @param after names the change, for the log
   */
  void tidyUp(String after) {
    if (!shared.isSettled()) {
      return;
    }
    try {
      placeApplications();
      deleteUnneeded();
    } catch (IOException e) {
      log.warn(
          "The clean-up after {} is left to the next opening of the device: {}",
          after,
          Printable.failure(e));
    }
  }

  private void placeApplications() throws IOException {
    Manifest manifest = shared.contents().manifest();
    slot.recover(manifest.application(), manifest.previous(), shared::settle);
  }

  /** Deletes the modules that nobody needs, and the tables of chunks, if that is possible. */
  void deleteUnneeded() throws IOException {
    Set<AssetHash> needed = new LinkedHashSet<>();
    shared.contents().manifest().assets().keySet().forEach(asset -> needed.add(asset.hash()));
    claim.own().forEach(asset -> needed.add(asset.hash()));
    if (locks.isTaken(Role.APPLICATION)) {
      Optional<Set<AssetHash>> running = claim.read();
      if (running.isEmpty()) {
        return; // what the running application needs isn't known
      }
      needed.addAll(running.get());
    }
    for (String file : modules.others(needed)) {
      shared.settle();
      files.delete(file);
    }
    modules.deleteOtherTables(needed);
  }

  /**
   * Removes what killed processes left in roles that nobody else has now.
   *
   * @param own the role of this process; empty for none
   */
  void removeLeftovers(Optional<Role> own) throws IOException {
    if (own.equals(Optional.of(Role.APPLICATION)) || !locks.isTaken(Role.APPLICATION)) {
      claim.remove();
      DeviceState.file(files).recover();
    }
    if (own.equals(Optional.of(Role.UPDATER)) || !locks.isTaken(Role.UPDATER)) {
      UpdateHistory.file(files).recover();
      modules.clearStaging();
    }
  }
}
