package io.assetota.core.bundle;

/**
 * A part of a bundle.
 *
 * @param start its first byte, counted from the start of the bundle
 * @param end the first byte behind it
 */
public record ByteRange(long start, long end) {
  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException unless 0 &lt;= start &lt;= end
   */
  public ByteRange {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("no range: " + start + " to " + end);
    }
  }

  /**
   * Returns how much it is.
   *
   * @return bytes, 0 or more
   */
  public long length() {
    return end - start;
  }
}
