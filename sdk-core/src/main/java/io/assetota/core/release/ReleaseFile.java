package io.assetota.core.release;

import io.assetota.core.json.JsonValue;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;

/**
 * A file of a release: its application, or an asset.
 *
 * @param name the file name, by the rules of {@link AssetReference}
 * @param size length of the raw content in bytes, 0 to 2^53-1
 * @param hash SHA-256 of the raw content
 */
public record ReleaseFile(String name, long size, AssetHash hash) {
  /**
   * Checks name and size.
   *
   * @throws IllegalArgumentException if one of them breaks a rule
   */
  public ReleaseFile {
    AssetReference.requireValidName(name);
    if (size < 0 || size > JsonValue.MAX_INTEGER) {
      throw new IllegalArgumentException("size out of range: " + size);
    }
  }

  /**
   * Returns name and hash.
   *
   * @return what an asset is
   */
  public AssetReference reference() {
    return new AssetReference(name, hash);
  }
}
