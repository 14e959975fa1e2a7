package io.assetota.ota.delta;

import io.assetota.core.bundle.ByteRange;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reads what came of some ranges, which lies one behind the other, by its place in the bundle. */
final class PartReader {
  private final List<ByteRange> ranges;
  private final InputStream part;
  private int index;
  private long position;

  /**
   * Begins.
   *
   * @param ranges in ascending order
   */
  PartReader(List<ByteRange> ranges, InputStream part) {
    this.ranges = ranges;
    this.part = part;
    this.position = ranges.isEmpty() ? 0 : ranges.get(0).start();
  }

  /**
   * Takes bytes, which lie behind those that were taken last.
   *
   * @param start their place in the bundle
   * @return false if they didn't come
   */
  boolean take(long start, byte[] to, int offset, int length) throws IOException {
    while (index < ranges.size() && ranges.get(index).end() <= start) {
      part.skipNBytes(ranges.get(index).end() - position);
      index++;
      position = index < ranges.size() ? ranges.get(index).start() : 0;
    }
    if (index == ranges.size()
        || ranges.get(index).start() > start
        || ranges.get(index).end() < start + length) {
      return false;
    }
    part.skipNBytes(start - position);
    if (part.readNBytes(to, offset, length) < length) {
      throw new AssetException("the part that came is cut off");
    }
    position = start + length;
    return true;
  }
}
