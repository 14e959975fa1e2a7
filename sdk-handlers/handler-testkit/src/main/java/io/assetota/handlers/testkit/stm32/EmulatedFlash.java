package io.assetota.handlers.testkit.stm32;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Flash that behaves like flash: erasing works on whole pages and gives the erased value, and
 * programming can only take bits away from that value. Not safe for use by several threads.
 */
public final class EmulatedFlash {
  private final byte[] content;
  private final int[] pageStarts;
  private final byte erased;
  private final BitSet protectedPages = new BitSet();
  private int erasedPages;
  private int programmedBlocks;

  EmulatedFlash(Stm32Chip chip) {
    content = new byte[chip.flashSize()];
    erased = (byte) chip.erasedValue();
    Arrays.fill(content, erased);
    pageStarts = new int[chip.pageSizes().size() + 1];
    for (int i = 0; i < chip.pageSizes().size(); i++) {
      pageStarts[i + 1] = pageStarts[i] + chip.pageSizes().get(i);
    }
  }

  /**
   * Reads.
   *
   * @param offset bytes from the start of flash
   * @param length how many
   * @return a copy
   */
  public byte[] read(int offset, int length) {
    return Arrays.copyOfRange(content, offset, offset + length);
  }

  /**
   * Puts content there as a programmer would have, for a test to start from.
   *
   * @param offset bytes from the start of flash
   * @param bytes the content
   */
  public void preset(int offset, byte[] bytes) {
    System.arraycopy(bytes, 0, content, offset, bytes.length);
  }

  /**
   * Protects a page: erasing and programming it does nothing, and is acknowledged nevertheless, as
   * AN3155 3.6 to 3.8 warn.
   *
   * @param page from 0
   */
  public void protect(int page) {
    protectedPages.set(page);
  }

  /**
   * Returns how many pages were erased.
   *
   * @return a count since the start; erasing all counts every page
   */
  public int erasedPages() {
    return erasedPages;
  }

  /**
   * Returns how often something was programmed.
   *
   * @return a count of Write Memory commands since the start
   */
  public int programmedBlocks() {
    return programmedBlocks;
  }

  int size() {
    return content.length;
  }

  int pages() {
    return pageStarts.length - 1;
  }

  void erase(int page) {
    erasedPages++;
    if (!protectedPages.get(page)) {
      Arrays.fill(content, pageStarts[page], pageStarts[page + 1], erased);
    }
  }

  void program(int offset, byte[] bytes, int from, int length) {
    programmedBlocks++;
    for (int i = 0; i < length; i++) {
      if (protectedPages.isEmpty() || !protectedPages.get(pageOf(offset + i))) {
        int old = content[offset + i] ^ erased;
        content[offset + i] = (byte) ((old | (bytes[from + i] ^ erased)) ^ erased);
      }
    }
  }

  void flipBit(int offset) {
    content[offset] ^= 0x10;
  }

  private int pageOf(int offset) {
    int found = Arrays.binarySearch(pageStarts, offset);
    return found >= 0 ? found : -found - 2;
  }
}
