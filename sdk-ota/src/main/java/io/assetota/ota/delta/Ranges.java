package io.assetota.ota.delta;

import io.assetota.core.bundle.ByteRange;
import java.util.ArrayList;
import java.util.List;

/** Ranges in ascending order, of which near ones are one: a request costs more than a few bytes. */
final class Ranges {
  /**
   * What is fetched although it is there, to save a request: on a line of 1 MB/s, about the time of
   * a round trip of 2 ms; and at most as much again as what is wanted.
   */
  static final int NEAR = 2 * 1024;

  private final List<ByteRange> ranges = new ArrayList<>();

  void add(long start, long end) {
    if (start == end) {
      return;
    }
    int last = ranges.size() - 1;
    if (last >= 0 && start - ranges.get(last).end() <= NEAR) {
      ranges.set(last, new ByteRange(ranges.get(last).start(), end));
    } else {
      ranges.add(new ByteRange(start, end));
    }
  }

  List<ByteRange> list() {
    return ranges;
  }
}
