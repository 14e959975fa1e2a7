package io.assetota.bundle;

import io.assetota.core.application.FileContent;
import io.assetota.core.bundle.check.EntryNames;
import io.assetota.core.bundle.report.BundledAsset;
import io.assetota.core.chunk.ChunkPage;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.StorageLimits;
import io.assetota.core.module.AssetModuleWriter;
import io.assetota.core.module.EnvironmentVariables;
import io.assetota.core.module.ModuleExtension;
import java.io.InputStream;
import java.util.List;

/**
 * Compressed content, with everything that the bundle states about it.
 *
 * @param name the name of the asset, or the path of another entry
 * @param hash SHA-256 of the raw content
 * @param crc32 its CRC-32
 * @param size its length in bytes
 * @param deflatedSize length of the Deflate stream in bytes
 * @param deflated the Deflate stream, in memory or in the temporary file of the build
 * @param chunks the chunks of its segments; none if it is not cut
 */
record DeflatedAsset(
    String name,
    AssetHash hash,
    long crc32,
    long size,
    long deflatedSize,
    DeflatedContent deflated,
    List<ChunkPage> chunks) {

  InputStream openDeflated() {
    return deflated.open();
  }

  /** Whether it is the content of files of the application, and no asset. */
  boolean isFile() {
    return name.startsWith(EntryNames.FILES);
  }

  AssetReference reference() {
    return isFile() ? FileContent.of(hash) : new AssetReference(name, hash);
  }

  BundledAsset bundled() {
    AssetReference reference = reference();
    AssetModuleWriter writer = AssetModuleWriter.forAsset(reference);
    long moduleSize =
        name.equals(EnvironmentVariables.ASSET_NAME)
            ? writer.ofType(ModuleExtension.AssetType.APPLICATION_VARIABLES).plainLength(size)
            : writer.compressedLength(deflatedSize);
    return new BundledAsset(
        reference, size, deflatedSize, moduleSize, StorageLimits.storageSize(moduleSize));
  }
}
