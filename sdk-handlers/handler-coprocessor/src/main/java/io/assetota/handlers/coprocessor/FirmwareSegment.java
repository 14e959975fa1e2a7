package io.assetota.handlers.coprocessor;

import java.util.Arrays;
import java.util.Objects;

/** A piece of a program: content for one address. Immutable. */
public final class FirmwareSegment {
  private static final long LAST_ADDRESS = 0xffff_ffffL;

  private final long address;
  private final byte[] content;

  /**
   * Creates a piece.
   *
   * @param address where it begins, 32 bits
   * @param content what is there; it is copied
   * @throws IllegalArgumentException if it is empty or does not end within 32 bits of address
   */
  public FirmwareSegment(long address, byte[] content) {
    if (content.length == 0
        || address < 0
        || address > LAST_ADDRESS
        || content.length - 1 > LAST_ADDRESS - address) {
      throw new IllegalArgumentException(
          String.format("no room for %d bytes at address 0x%X", content.length, address));
    }
    this.address = address;
    this.content = content.clone();
  }

  /**
   * Returns where the piece begins.
   *
   * @return an address of 32 bits
   */
  public long address() {
    return address;
  }

  /**
   * Returns how long the piece is.
   *
   * @return bytes, 1 or more
   */
  public int length() {
    return content.length;
  }

  /**
   * Returns where the piece ends.
   *
   * @return the address after the last byte
   */
  public long end() {
    return address + content.length;
  }

  /**
   * Returns a part of the content.
   *
   * @param from bytes from the start
   * @param length how many
   * @return a copy
   * @throws IndexOutOfBoundsException if the range is not inside
   */
  public byte[] content(int from, int length) {
    Objects.checkFromIndexSize(from, length, content.length);
    return Arrays.copyOfRange(content, from, from + length);
  }
}
