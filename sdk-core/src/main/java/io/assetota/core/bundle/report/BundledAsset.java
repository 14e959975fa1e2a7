package io.assetota.core.bundle.report;

import io.assetota.core.model.AssetReference;

/**
 * An asset in a bundle, and what it takes.
 *
 * @param asset name and SHA-256 of the raw content
 * @param size length of the raw content in bytes
 * @param packedSize length in the bundle in bytes: of its Deflate stream, or of the raw content
 *     when it is stored uncompressed
 * @param moduleSize length of its asset module in bytes
 * @param storageSize bytes of asset storage that the module takes: whole blocks
 */
public record BundledAsset(
    AssetReference asset, long size, long packedSize, long moduleSize, long storageSize) {

  /**
   * Returns the name.
   *
   * @return the asset's name
   */
  public String name() {
    return asset.name();
  }
}
