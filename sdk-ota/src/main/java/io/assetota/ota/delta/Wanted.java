package io.assetota.ota.delta;

import io.assetota.core.chunk.ChunkPage;

/**
 * The chunks that an update wants, by their hashes, and where they are stored: in a few arrays, as
 * there may be hundreds of thousands.
 */
final class Wanted {
  private static final int SEGMENT_BITS = 20;
  private static final int START_BITS = 21;

  private long[] hashes = new long[1024];
  private int[] sizes = new int[1024];

  /** The place plus 1; 0 for a free slot, -1 for a chunk without a place. */
  private long[] places = new long[1024];

  private int count;

  /** Wants the chunks of a page. */
  void add(ChunkPage page) {
    for (int i = 0; i < page.count(); i++) {
      if (2 * count > hashes.length) {
        grow();
      }
      int slot = slot(page.hash(i));
      if (places[slot] == 0) {
        hashes[slot] = page.hash(i);
        sizes[slot] = page.size(i);
        places[slot] = -1;
        count++;
      }
    }
  }

  private int slot(long hash) {
    int slot = (int) (hash ^ (hash >>> 32)) & (hashes.length - 1);
    while (places[slot] != 0 && hashes[slot] != hash) {
      slot = (slot + 1) & (hashes.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] oldHashes = hashes;
    int[] oldSizes = sizes;
    long[] oldPlaces = places;
    hashes = new long[2 * oldHashes.length];
    sizes = new int[hashes.length];
    places = new long[hashes.length];
    for (int i = 0; i < oldHashes.length; i++) {
      if (oldPlaces[i] != 0) {
        int slot = slot(oldHashes[i]);
        hashes[slot] = oldHashes[i];
        sizes[slot] = oldSizes[i];
        places[slot] = oldPlaces[i];
      }
    }
  }

  /** Notes that a stored asset has these chunks. */
  void found(ChunkPage page, int asset, int segment) {
    int start = 0;
    for (int i = 0; i < page.count(); i++) {
      int slot = slot(page.hash(i));
      if (places[slot] == -1 && sizes[slot] == page.size(i)) {
        places[slot] = (((long) asset << SEGMENT_BITS | segment) << START_BITS | start) + 1;
      }
      start += page.size(i);
    }
  }

  /** Returns a place of a chunk; negative if there is none. */
  long place(long hash, int size) {
    int slot = slot(hash);
    return places[slot] > 0 && sizes[slot] == size ? places[slot] - 1 : -1;
  }

  static int asset(long place) {
    return (int) (place >>> (SEGMENT_BITS + START_BITS));
  }

  static int segment(long place) {
    return (int) (place >>> START_BITS) & ((1 << SEGMENT_BITS) - 1);
  }

  static int start(long place) {
    return (int) place & ((1 << START_BITS) - 1);
  }
}
