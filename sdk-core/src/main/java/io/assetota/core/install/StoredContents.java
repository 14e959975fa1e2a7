package io.assetota.core.install;

import io.assetota.core.chunk.StoredChunks;
import io.assetota.core.model.AssetHash;
import io.assetota.core.store.AssetStore;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;

/** The stored contents whose chunks are known. Safe for use by several threads. */
public final class StoredContents {
  private final AssetStore store;

  StoredContents(AssetStore store) {
    this.store = store;
  }

  /**
   * Names all stored contents.
   *
   * @return SHA-256 of each, once
   */
  public List<AssetHash> all() {
    return store.contents().manifest().assets().keySet().stream()
        .map(asset -> asset.hash())
        .distinct()
        .toList();
  }

  /**
   * Returns the chunks of some content.
   *
   * @param content what is stored
   * @return empty if they are not known
   * @throws IOException if the device can't be read
   */
  @SuppressWarnings("exports") // For the agent of this SDK only.
  public Optional<StoredChunks> chunks(AssetHash content) throws IOException {
    return store.modules().chunks(content);
  }

  /**
   * Opens the module of some content.
   *
   * @param content what is stored
   * @return the module, which the caller closes
   * @throws IOException if it is not there
   */
  public SeekableByteChannel openModule(AssetHash content) throws IOException {
    return store.modules().openModule(content);
  }
}
