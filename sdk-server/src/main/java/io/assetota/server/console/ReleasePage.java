package io.assetota.server.console;

import io.assetota.core.model.Platform;
import io.assetota.core.model.StorageLimits;
import io.assetota.server.fleet.groups.Selection;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.releases.ReleaseAsset;
import java.util.List;
import java.util.Map;

/**
 * One release, and the form to roll it out.
 *
 * @param frame what is around the page
 * @param release the release
 * @param assets its assets
 * @param tags how many devices have which tag
 * @param selections questions about devices that have a name
 */
record ReleasePage(
    Frame frame,
    Release release,
    List<ReleaseAsset> assets,
    Map<String, Integer> tags,
    List<Selection> selections) {
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
