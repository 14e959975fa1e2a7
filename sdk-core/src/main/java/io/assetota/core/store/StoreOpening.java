package io.assetota.core.store;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.Platform;
import io.assetota.core.model.StorageLimits;
import io.assetota.core.store.clock.DeviceClock;
import io.assetota.core.store.lock.DeviceLocks;
import io.assetota.core.store.lock.Role;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens a device folder: takes the role of this process, recovers what a power cut or a killed
 * process has left, and fixes the platform, all of it under the commit lock.
 *
 * @param locks the locks, which the store closes, and so does an opening that fails
 * @param role the role that this process takes until the store is closed; empty for none
 * @param platform the platform that the device is to have; empty for the one that it has
 */
record StoreOpening(
    DeviceFiles files,
    DeviceLocks locks,
    Optional<Role> role,
    Optional<Platform> platform,
    DeviceClock clock) {
  AssetStore open() throws IOException {
    try {
      return locks.commit(this::openLocked);
    } catch (IOException | RuntimeException | Error e) {
      closeAfter(e, locks);
      throw e;
    }
  }

  private AssetStore openLocked() throws IOException {
    locks.takeOver();
    DeviceLocks.Held held = role.isPresent() ? locks.take(role.get()) : null;
    try {
      return recovered(held);
    } catch (IOException | RuntimeException | Error e) {
      if (held != null) {
        closeAfter(e, held);
      }
      throw e;
    }
  }

  private static void closeAfter(Throwable failure, Closeable lock) {
    try {
      lock.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private AssetStore recovered(DeviceLocks.@Nullable Held held) throws IOException {
    UpdateHistory.takeOver(files);
    StoreRecovery.Found found =
        new StoreRecovery(files)
            .recover(DeviceState.look(files).unhandledGeneration(), clock.read());
    SharedManifest shared = new SharedManifest(files, locks, found);
    RunningClaim claim = new RunningClaim(files);
    StoreCleanUp cleanUp = new StoreCleanUp(files, locks, shared, claim);
    if (!found.isWritten()) {
      shared.adopt(found.contents());
      cleanUp.tidyUp("the recovery");
    }
    cleanUp.removeLeftovers(role);
    cleanUp.deleteUnneeded();
    if (platform.isPresent()) {
      setPlatform(shared, platform.get());
    }
    return new AssetStore(files, locks, held, shared, claim, cleanUp, clock);
  }

  /** Fixes the platform of a device that has none yet, and the limits that its owner wants. */
  private static void setPlatform(SharedManifest shared, Platform platform) throws IOException {
    DeviceContents contents = shared.contents();
    Optional<Platform> present = contents.platform();
    if (present.isPresent() && present.get().id() != platform.id()) {
      throw new AssetException(
          "this device folder is for "
              + present.get()
              + ", not for "
              + platform
              + ": use another folder");
    }
    Optional<StorageLimits> limits =
        platform.storage().filter(l -> !Platform.byId(platform.id()).equals(Optional.of(platform)));
    Manifest manifest = contents.manifest().withPlatform(platform.id(), limits);
    if (!manifest.equals(contents.manifest())) {
      shared.replace(contents.with(manifest));
    }
  }
}
