package io.assetota.handlers.coprocessor.stm32;

import java.util.List;

/**
 * The flash of a part, as far as erasing and writing go.
 *
 * @param start the address of the first byte
 * @param pageSizes bytes of each page, from the first: what can be erased alone
 * @param erasedValue what an erased byte reads, 0 to 255
 * @param writeUnit bytes that are programmed together, and to which writing is aligned; a power of
 *     two
 */
public record FlashLayout(long start, List<Integer> pageSizes, int erasedValue, int writeUnit) {
  /**
   * Checks and copies.
   *
   * @param start the address of the first byte
   * @param pageSizes bytes of each page
   * @param erasedValue what an erased byte reads
   * @param writeUnit bytes that are programmed together
   * @throws IllegalArgumentException if a page is no multiple of the write unit
   */
  public FlashLayout {
    pageSizes = List.copyOf(pageSizes);
    if (Integer.bitCount(writeUnit) != 1) {
      throw new IllegalArgumentException("a write unit is a power of two, not " + writeUnit);
    }
    for (int size : pageSizes) {
      if (size <= 0 || size % writeUnit != 0) {
        throw new IllegalArgumentException(
            "no page of " + size + " bytes in units of " + writeUnit);
      }
    }
  }

  /**
   * Returns how much flash there is.
   *
   * @return bytes
   */
  public long size() {
    return pageSizes.stream().mapToLong(Integer::longValue).sum();
  }

  /**
   * Returns where flash ends.
   *
   * @return the address after the last byte
   */
  public long end() {
    return start + size();
  }
}
