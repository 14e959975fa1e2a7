package io.assetota.ota.delta;

import io.assetota.core.bundle.BundleEntry;
import io.assetota.core.bundle.ByteRange;
import io.assetota.core.model.AssetHash;
import java.util.List;

/**
 * How content is put together of what the device has and what has to come.
 *
 * @param content its SHA-256
 * @param entry its entry in the bundle
 * @param steps its segments
 * @param ranges what has to come of the bundle, in ascending order
 */
record Delta(AssetHash content, BundleEntry entry, List<Step> steps, List<ByteRange> ranges) {
  /** Copies the lists. */
  public Delta {
    steps = List.copyOf(steps);
    ranges = List.copyOf(ranges);
  }

  /** Returns how much has to come, in bytes. */
  long bytes() {
    return ranges.stream().mapToLong(ByteRange::length).sum();
  }
}
