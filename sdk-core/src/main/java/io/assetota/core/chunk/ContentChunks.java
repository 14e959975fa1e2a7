package io.assetota.core.chunk;

import io.assetota.core.model.AssetHash;
import java.util.List;

/**
 * All chunks of some content.
 *
 * @param content SHA-256 of the content
 * @param pages the chunks of each segment
 */
public record ContentChunks(AssetHash content, List<ChunkPage> pages) {
  /** Copies the list. */
  public ContentChunks {
    pages = List.copyOf(pages);
  }
}
