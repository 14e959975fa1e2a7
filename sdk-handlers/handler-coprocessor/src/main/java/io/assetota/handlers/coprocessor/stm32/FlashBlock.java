package io.assetota.handlers.coprocessor.stm32;

import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FirmwareSegment;
import java.util.Arrays;
import java.util.Optional;

/** Content for one stretch of flash, small enough to be written at once. */
final class FlashBlock {
  private final long address;
  private final byte[] content;
  private final boolean blank;

  private FlashBlock(long address, byte[] content, boolean blank) {
    this.address = address;
    this.content = content;
    this.blank = blank;
  }

  /**
   * Cuts a block out of an image. What the image leaves open, up to whole write units, is filled
   * with the erased value, which is what it reads after erasing.
   */
  static Optional<FlashBlock> of(FirmwareImage image, long from, long to, FlashLayout flash) {
    byte[] content = new byte[(int) (to - from)];
    Arrays.fill(content, (byte) flash.erasedValue());
    long first = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    for (FirmwareSegment segment : image.segments()) {
      long start = Math.max(from, segment.address());
      long stop = Math.min(to, segment.end());
      if (start < stop) {
        int length = (int) (stop - start);
        byte[] part = segment.content((int) (start - segment.address()), length);
        System.arraycopy(part, 0, content, (int) (start - from), length);
        first = Math.min(first, start);
        end = Math.max(end, stop);
      }
    }
    if (first >= end) {
      return Optional.empty();
    }
    int unit = flash.writeUnit();
    int cutFrom = (int) (first - from) / unit * unit;
    int cutTo = ((int) (end - from) + unit - 1) / unit * unit;
    byte[] cut = Arrays.copyOfRange(content, cutFrom, cutTo);
    boolean blank = true;
    for (byte value : cut) {
      blank &= value == (byte) flash.erasedValue();
    }
    return Optional.of(new FlashBlock(from + cutFrom, cut, blank));
  }

  long address() {
    return address;
  }

  int length() {
    return content.length;
  }

  long end() {
    return address + content.length;
  }

  /** The content itself, not a copy; it must not be changed. */
  byte[] content() {
    return content;
  }

  /** True if erased flash already reads like that. */
  boolean isBlank() {
    return blank;
  }

  /** True if some bytes that were read are all erased. */
  static boolean isBlank(byte[] bytes, int erasedValue) {
    for (byte value : bytes) {
      if (value != (byte) erasedValue) {
        return false;
      }
    }
    return true;
  }
}
