package io.assetota.handlers.coprocessor.avr;

import io.assetota.handlers.coprocessor.FlashRange;
import io.assetota.handlers.coprocessor.FlashReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Reads flash, in pieces that each boot loader has a buffer for. */
final class AvrReader implements FlashReader {
  /** The smallest page of all. Addresses count words, so that it is even. */
  private static final int AT_ONCE = 64;

  private final AvrSession session;

  AvrReader(AvrSession session) {
    this.session = session;
  }

  /**
   * Returns what is written when some pages differ.
   *
   * @param pages their addresses
   * @param startsProgram whether the first page is written in any case
   */
  static List<FlashRange> ranges(List<Integer> pages, boolean startsProgram, int pageSize) {
    TreeSet<Integer> all = new TreeSet<>(pages);
    if (startsProgram) {
      all.add(0);
    }
    List<FlashRange> ranges = new ArrayList<>();
    all.forEach(page -> ranges.add(new FlashRange(page, pageSize)));
    return ranges;
  }

  @Override
  public byte[] read(FlashRange range) throws IOException {
    byte[] content = new byte[range.length()];
    int from = (int) range.address() & -2;
    int end = (int) range.end();
    for (int at = from; at < end; at += AT_ONCE) {
      int length = (Math.min(AT_ONCE, end - at) + 1) & -2;
      byte[] piece = session.readTwice(at, length);
      int skip = Math.max(0, (int) range.address() - at);
      int target = at + skip - (int) range.address();
      System.arraycopy(
          piece, skip, content, target, Math.min(length - skip, content.length - target));
    }
    return content;
  }
}
