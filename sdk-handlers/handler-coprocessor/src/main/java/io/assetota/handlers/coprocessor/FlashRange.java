package io.assetota.handlers.coprocessor;

/**
 * A piece of a part's flash.
 *
 * @param address where it begins, 32 bits
 * @param length bytes, 1 or more
 */
public record FlashRange(long address, int length) {
  private static final long END = 1L << Integer.SIZE;

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if it is empty or doesn't end within 32 bits of address
   */
  public FlashRange {
    if (length < 1 || address < 0 || address > END - length) {
      throw new IllegalArgumentException(
          String.format("no range of %d bytes at address 0x%X", length, address));
    }
  }

  /**
   * Returns where it ends.
   *
   * @return the address after the last byte
   */
  public long end() {
    return address + length;
  }
}
