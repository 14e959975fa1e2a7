package io.assetota.core;

import io.assetota.core.module.Platform;
import io.assetota.core.module.StorageLimits;
import java.util.Optional;

/**
 * What a device has at one moment: the manifest and the application that belongs to it, never one
 * without the other.
 *
 * @param application the active application; empty if there is none that is intact
 */
record DeviceContents(Manifest manifest, Optional<InstalledApplication> application) {
  Optional<Platform> platform() {
    return manifest
        .platformId()
        .or(() -> application.map(a -> a.prefix().platformId()))
        .flatMap(Platform::byId)
        .map(p -> manifest.limits().map(p::withStorage).orElse(p));
  }

  StorageLimits limits() {
    return platform().flatMap(Platform::storage).orElse(StorageLimits.UNLIMITED);
  }
}
