package io.assetota.handlers.files;

import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReader;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.StorageLimits;
import io.assetota.core.module.AssetModule;
import io.assetota.core.module.AssetModuleWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Real assets: modules in a folder, as in the store of a device. */
final class TestAssets {
  private record FileAsset(AssetReference reference, Path module, long size) implements Asset {
    @Override
    public long moduleSize() {
      return size;
    }

    @Override
    public long storageSize() {
      return StorageLimits.storageSize(size);
    }

    @Override
    public AssetReader open() throws IOException {
      return AssetModule.open(module);
    }
  }

  private final Path store;

  TestAssets(Path store) {
    this.store = store;
  }

  Asset asset(String name, byte[] content) {
    AssetReference reference = new AssetReference(name, AssetHash.ofContent(content));
    Path module = store.resolve(reference.hash() + ".asset");
    try (OutputStream out = Files.newOutputStream(module)) {
      AssetModuleWriter.forAsset(reference)
          .writePlain(content.length, new ByteArrayInputStream(content), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FileAsset(reference, module, content.length);
  }

  /** An asset whose stored content is damaged near its end. */
  Asset damaged(String name, byte[] content) throws IOException {
    Asset asset = asset(name, content);
    Path module = ((FileAsset) asset).module();
    byte[] bytes = Files.readAllBytes(module);
    bytes[content.length] ^= 1;
    Files.write(module, bytes);
    return asset;
  }

  static byte[] random(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
