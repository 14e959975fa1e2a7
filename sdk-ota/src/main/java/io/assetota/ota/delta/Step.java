package io.assetota.ota.delta;

import io.assetota.core.chunk.ChunkPage;
import io.assetota.core.chunk.Segment;
import io.assetota.core.model.AssetHash;
import java.util.List;
import java.util.Optional;

/** How a segment of new content is made. */
sealed interface Step {
  /** Its length in bytes. */
  int size();

  /** Its length in the Deflate stream of the bundle. */
  int packedSize();

  /**
   * A stored asset has it, compressed.
   *
   * @param index of the segment in the new content
   * @param segment what it is
   * @param place where it is stored
   */
  record Copy(int index, Segment segment, Place place) implements Step {
    @Override
    public int size() {
      return segment.size();
    }

    @Override
    public int packedSize() {
      return segment.packedSize();
    }
  }

  /**
   * Stored assets have some of its chunks, or none.
   *
   * @param page its chunks
   * @param places where each is stored, as {@link Wanted} has it
   * @param contents the stored assets, by their numbers there
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Build(ChunkPage page, long[] places, List<AssetHash> contents) implements Step {
    /** Returns where a chunk is stored; empty if it has to come. */
    Optional<Place> place(int chunk) {
      long place = places[chunk];
      return place < 0
          ? Optional.empty()
          : Optional.of(
              new Place(
                  contents.get(Wanted.asset(place)), Wanted.segment(place), Wanted.start(place)));
    }

    @Override
    public int size() {
      return page.segment().size();
    }

    @Override
    public int packedSize() {
      return page.segment().packedSize();
    }
  }

  /**
   * A place in a stored asset.
   *
   * @param content the asset's
   * @param segment of that asset
   * @param start the first byte, from the start of the segment
   */
  record Place(AssetHash content, int segment, int start) {}
}
