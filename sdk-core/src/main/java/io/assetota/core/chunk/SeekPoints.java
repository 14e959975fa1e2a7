package io.assetota.core.chunk;

import java.util.Arrays;

/** Where the segments of some content begin, in the content and in its Deflate stream. */
public final class SeekPoints {
  private final long[] starts;
  private final long[] packedStarts;
  private final long size;
  private final long packedSize;

  /** Adds up the lengths of the segments. */
  public SeekPoints(ChunkTable.Content content) {
    int count = content.segments().size();
    starts = new long[count];
    packedStarts = new long[count];
    long start = 0;
    long packedStart = 0;
    for (int i = 0; i < count; i++) {
      starts[i] = start;
      packedStarts[i] = packedStart;
      start += content.segments().get(i).size();
      packedStart += content.segments().get(i).packedSize();
    }
    size = content.size();
    packedSize = content.packedSize();
  }

  /** Whether these are the points of a stream with these lengths in bytes. */
  public boolean fit(long otherSize, long otherPackedSize) {
    return size == otherSize && packedSize == otherPackedSize && starts.length > 0;
  }

  /** Returns the segment that a position of the content is in: the last one at the end. */
  public int segmentAt(long position) {
    int found = Arrays.binarySearch(starts, position);
    return found >= 0 ? found : -found - 2;
  }

  /** Returns where a segment begins in the content, in bytes. */
  public long start(int segment) {
    return starts[segment];
  }

  /** Returns where it begins in the Deflate stream, in bytes. */
  public long packedStart(int segment) {
    return packedStarts[segment];
  }
}
