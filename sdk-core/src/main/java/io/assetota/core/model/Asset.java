package io.assetota.core.model;

import java.io.IOException;

/**
 * An asset that is stored on this device. A value: it stays usable after an update, but {@link
 * #open()} then tells if the asset is gone.
 */
public interface Asset {
  /**
   * Returns what this asset is.
   *
   * @return name and hash
   */
  AssetReference reference();

  /**
   * Returns the name.
   *
   * @return the file name that the author gave
   */
  default String name() {
    return reference().name();
  }

  /**
   * Returns the hash.
   *
   * @return SHA-256 of the raw content
   */
  default AssetHash hash() {
    return reference().hash();
  }

  /**
   * Returns the length of the raw content.
   *
   * @return bytes, 0 or more
   */
  long size();

  /**
   * Returns what the asset takes of the device's asset storage, compressed and in whole blocks.
   *
   * @return bytes, a multiple of 4096
   */
  long storageSize();

  /**
   * Opens the raw content.
   *
   * @return a reader at the start, which the caller closes
   * @throws AssetException if the asset is no longer stored, or its stored module is damaged
   * @throws IOException if reading fails
   */
  AssetReader open() throws IOException;
}
