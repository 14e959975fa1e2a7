package io.assetota.ota.delta;

import io.assetota.core.bundle.ByteRange;
import java.util.ArrayList;
import java.util.List;

/** Ranges in ascending order, of which near ones are one: a request costs more than a few bytes. */
final class Ranges {
  /** What is fetched although it is there, to save a request, in bytes. */
  static final int NEAR = 2 * 1024;

  /**
   * More requests than these take longer than what else comes with fewer of them: then ranges are
   * one that are twice as far from each other, and so on.
   */
  static final int MOST = 1000;

  private final List<ByteRange> ranges = new ArrayList<>();

  void add(long start, long end) {
    append(ranges, new ByteRange(start, end), 0);
  }

  private static void append(List<ByteRange> list, ByteRange range, long near) {
    int last = list.size() - 1;
    if (last >= 0 && range.start() - list.get(last).end() <= near) {
      list.set(last, new ByteRange(list.get(last).start(), range.end()));
    } else {
      list.add(range);
    }
  }

  /** Returns what is to be fetched. */
  List<ByteRange> list() {
    long near = NEAR;
    List<ByteRange> joined = joined(near);
    while (joined.size() > MOST) {
      near *= 2;
      joined = joined(near);
    }
    return joined;
  }

  private List<ByteRange> joined(long near) {
    List<ByteRange> joined = new ArrayList<>();
    ranges.forEach(range -> append(joined, range, near));
    return joined;
  }
}
