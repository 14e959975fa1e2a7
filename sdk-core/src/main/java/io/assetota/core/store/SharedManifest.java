package io.assetota.core.store;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.Printable;
import io.assetota.core.model.UnreadableException;
import io.assetota.core.store.lock.DeviceLocks;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The manifest of a device folder, which several processes read and replace. What counts is the
 * manifest on the disk: each change is made under the commit lock, to the manifest that is read
 * under it. Replacing it is the only commit point.
 *
 * <p>Safe for use by several threads. Its monitor guards all that this process knows of the folder:
 * who needs several facts that belong together synchronizes on it.
 */
final class SharedManifest {
  private static final Logger log = LoggerFactory.getLogger(SharedManifest.class);

  private final DeviceFiles files;
  private final DeviceLocks locks;
  private final RecordFile file;
  private final StoreRecovery recovery;
  private volatile DeviceContents contents;

  /** The manifest that {@link #contents} is about; another one on the disk is another process's. */
  private Optional<Manifest> onDisk;

  private Optional<Object> stamp;

  /**
   * Whether the manifest on the disk is known to survive a power cut. Until it is, nothing is
   * deleted that the previous one needs.
   */
  private boolean settled;

  private boolean closed;

  /**
   * Begins with what the recovery found. Only under the commit lock.
   *
   * @param found what the recovery found; this writes nothing of it
   */
  SharedManifest(DeviceFiles files, DeviceLocks locks, StoreRecovery.Found found)
      throws IOException {
    this.files = files;
    this.locks = locks;
    this.file = Manifest.file(files);
    this.recovery = new StoreRecovery(files);
    this.contents = found.contents();
    this.onDisk = found.onDisk();
    this.stamp = file.stamp();
  }

  /** Returns what the device has, as this process last saw it. */
  DeviceContents contents() {
    return contents;
  }

  /** Makes a change under the commit lock, to what the device has then. */
  synchronized <T> T commit(DeviceLocks.Work<T> change) throws IOException {
    requireOpen();
    return locks.commit(
        () -> {
          refresh();
          return change.run();
        });
  }

  /** Takes what another process has made of the device since. Only under the commit lock. */
  private synchronized void refresh() throws IOException {
    Optional<Object> now = file.stamp();
    Optional<Manifest> found;
    try {
      found = Manifest.read(file);
    } catch (UnreadableException e) {
      throw e;
    } catch (AssetException e) {
      log.warn("{}; it is written again", e.getMessage());
      found = Optional.empty();
    }
    if (found.isEmpty()) {
      onDisk = found; // what this process knows is the best that there is
      settled = false;
    } else if (!found.equals(onDisk)) {
      DeviceContents changed = recovery.describe(found.get());
      contents = changed.withUnreadable(contents.unreadableOf(changed.manifest()));
      onDisk = found;
      settled = false;
    }
    stamp = now;
  }

  /**
   * Looks whether another process has changed what the device has. Costs a look at one file, if
   * none has.
   */
  void refreshIfChanged() throws IOException {
    if (!file.stamp().equals(lastStamp())) {
      commit(() -> contents);
    }
  }

  private synchronized Optional<Object> lastStamp() {
    return stamp;
  }

  /** Replaces the manifest: the commit point. Deletes nothing. Only under the commit lock. */
  synchronized void replace(DeviceContents next) throws IOException {
    settled = false;
    try {
      next.manifest().write(file);
    } catch (IOException e) {
      if (!isThereAllTheSame(next, e)) {
        throw e;
      }
    }
    settled = true;
    contents = next;
    onDisk = Optional.of(next.manifest());
    stamp = file.stamp();
  }

  /** After a write that failed, the disk tells which manifest counts, for all processes alike. */
  private boolean isThereAllTheSame(DeviceContents next, IOException failure) {
    try {
      if (Manifest.read(file).equals(Optional.of(next.manifest()))) {
        contents = next;
        onDisk = Optional.of(next.manifest());
        files.forceFolder(ModuleFolder.STORE);
        return true;
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return false;
  }

  /**
   * Takes a manifest that says what is so anyway, whether or not it can be written now. Only under
   * the commit lock.
   */
  synchronized void adopt(DeviceContents actual) {
    contents = actual;
    try {
      replace(actual);
    } catch (IOException e) {
      log.warn(
          "The device's manifest could not be written; it is tried again later: {}",
          Printable.failure(e));
    }
  }

  /** Remembers that a module can't be read at present. */
  synchronized void noteUnreadable(AssetHash module) {
    contents = contents.withUnreadable(contents.unreadableAnd(module));
  }

  /**
   * Writes the manifest again if the one on the disk is lost, and makes it survive a power cut: an
   * earlier write may have failed halfway. Only under the commit lock.
   */
  synchronized void makeSafe() throws IOException {
    if (onDisk.isEmpty()) {
      replace(contents);
    }
    settle();
  }

  /** Makes the manifest that is on the disk survive a power cut. Only under the commit lock. */
  synchronized void settle() throws IOException {
    if (!settled) {
      files.forceFolder(ModuleFolder.STORE);
      settled = true;
    }
  }

  /** Tells whether the manifest on the disk is known to survive a power cut. */
  synchronized boolean isSettled() {
    return settled;
  }

  /** Fails if this process has closed the device folder. */
  void requireOpen() {
    if (isClosed()) {
      throw new IllegalStateException("this device folder was closed");
    }
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** From now on this process changes nothing any more: its role may be another process's. */
  synchronized void close() {
    closed = true;
  }
}
