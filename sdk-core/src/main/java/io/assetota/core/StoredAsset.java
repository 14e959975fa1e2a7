package io.assetota.core;

import java.io.IOException;

/** An asset of an {@link AssetManager}. */
record StoredAsset(AssetReference reference, long size, long storageSize, Opener opener)
    implements Asset {
  /** Opens an asset of the store that this one came from. */
  interface Opener {
    AssetReader open(AssetReference asset) throws IOException;
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
