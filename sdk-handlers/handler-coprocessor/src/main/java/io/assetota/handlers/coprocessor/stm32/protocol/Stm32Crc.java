package io.assetota.handlers.coprocessor.stm32.protocol;

/**
 * The value of the CRC unit (RM0440 chapter 16): CRC-32 with nothing reflected, over words of 32
 * bits, each most significant bit first. As memory is little-endian, the last byte of a word goes
 * first, which no common CRC-32 does.
 */
public final class Stm32Crc {
  private static final int[] TABLE = new int[256];

  static {
    for (int i = 0; i < TABLE.length; i++) {
      int crc = i << 24;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        crc = crc < 0 ? (crc << 1) ^ Stm32Bootloader.POLYNOMIAL : crc << 1;
      }
      TABLE[i] = crc;
    }
  }

  private int crc = 0xffff_ffff;

  /** Takes whole words. */
  public void update(byte[] words) {
    for (int i = 0; i < words.length; i += 4) {
      for (int b = 3; b >= 0; b--) {
        crc = (crc << 8) ^ TABLE[(crc >>> 24) ^ (words[i + b] & 0xff)];
      }
    }
  }

  public int value() {
    return crc;
  }
}
