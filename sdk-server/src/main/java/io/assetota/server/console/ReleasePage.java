package io.assetota.server.console;

import io.assetota.core.model.Platform;
import io.assetota.core.model.StorageLimits;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.releases.ReleaseAsset;
import java.util.List;

/** One release, and the form to roll it out. */
record ReleasePage(Frame frame, Release release, List<ReleaseAsset> assets) {
  long storage() {
    return assets.stream().mapToLong(ReleaseAsset::storageSize).sum();
  }

  /** The platform's asset storage in bytes; 0 for no limit. */
  long storageLimit() {
    return Platform.byId(release.platform())
        .flatMap(Platform::storage)
        .filter(StorageLimits::isLimited)
        .map(StorageLimits::total)
        .orElse(0L);
  }
}
