package io.assetota.core.device;

import io.assetota.core.model.AssetHash;
import java.util.List;

/**
 * The contents of applications' files that a device stores: each once, whatever files have it.
 *
 * @param required how many the application requires and the device has
 * @param requiredSize their length in bytes, not compressed
 * @param missing which the application requires and the device doesn't have, or can't read at
 *     present
 * @param unused how many there are that the application doesn't require
 * @param unusedSize their length in bytes, not compressed
 */
public record StoredFiles(
    int required, long requiredSize, List<AssetHash> missing, int unused, long unusedSize) {
  /** None at all. */
  public static final StoredFiles NONE = new StoredFiles(0, 0, List.of(), 0, 0);

  /** Copies the list. */
  public StoredFiles {
    missing = List.copyOf(missing);
  }
}
