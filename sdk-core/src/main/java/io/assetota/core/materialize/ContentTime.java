package io.assetota.core.materialize;

import com.google.common.primitives.Ints;
import io.assetota.core.model.AssetHash;

/**
 * The time that a file in a tree has: made of its content, so that it is the same wherever and
 * whenever the file is put down, and another one for other content. Whoever writes to a file sets
 * another time, which is how that is noticed without reading it; and what remembers files by their
 * time, such as a web server or a compiler's cache, sees that it changed.
 */
final class ContentTime {
  /** 2001-09-09, so that all of them are in the past. */
  private static final long FIRST = 1_000_000_000;

  /** About eight and a half years, in steps of two seconds, as some disks have no finer ones. */
  private static final int SPAN = 0x0fff_fffe;

  private ContentTime() {}

  /** Returns seconds since 1970. */
  static long of(AssetHash content) {
    return FIRST + (Ints.fromByteArray(content.bytes()) & SPAN);
  }
}
