package io.assetota.core.store;

import io.assetota.core.AssetManager;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetReader;
import io.assetota.core.model.AssetReference;
import io.assetota.core.store.Manifest.Stored;
import java.io.IOException;

/** An asset of an {@link AssetManager}. */
record StoredAsset(
    AssetReference reference, long size, long moduleSize, long storageSize, Opener opener)
    implements Asset {
  /** Opens an asset of the store that this one came from. */
  public interface Opener {
    AssetReader open(AssetReference asset) throws IOException;
  }

  static StoredAsset of(AssetReference asset, Stored stored, Opener opener) {
    return new StoredAsset(
        asset, stored.size(), stored.moduleLength(), stored.storageSize(), opener);
  }

  @Override
  public AssetReader open() throws IOException {
    return opener.open(reference);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredAsset asset && reference.equals(asset.reference);
  }

  @Override
  public int hashCode() {
    return reference.hashCode();
  }

  @Override
  public String toString() {
    return reference.toString();
  }
}
