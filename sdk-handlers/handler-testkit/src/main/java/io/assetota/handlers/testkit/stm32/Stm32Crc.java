package io.assetota.handlers.testkit.stm32;

/**
 * The CRC unit of an STM32: 32-bit words, most significant bit first, nothing reflected. The
 * flasher has a calculation of its own, so that one mistake in both can't make a test pass.
 */
final class Stm32Crc {
  private Stm32Crc() {}

  static int of(byte[] bytes, int polynomial, int initial) {
    int[] table = table(polynomial);
    int crc = initial;
    for (int i = 0; i < bytes.length; i += 4) {
      for (int b = 3; b >= 0; b--) {
        crc = (crc << 8) ^ table[(crc >>> 24) ^ (bytes[i + b] & 0xff)];
      }
    }
    return crc;
  }

  private static int[] table(int polynomial) {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int crc = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc < 0 ? (crc << 1) ^ polynomial : crc << 1;
      }
      table[i] = crc;
    }
    return table;
  }
}
