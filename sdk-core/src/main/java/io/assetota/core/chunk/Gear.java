package io.assetota.core.chunk;

import com.google.common.hash.Hashing;

/**
 * The table of the rolling hash: the number of byte b is the first 8 bytes of the SHA-256 of the
 * one byte b, least significant first. So the table has a rule, and nothing to hide.
 */
final class Gear {
  private static final long[] NUMBERS = new long[256];

  static {
    for (int b = 0; b < NUMBERS.length; b++) {
      NUMBERS[b] = Hashing.sha256().hashBytes(new byte[] {(byte) b}).asLong();
    }
  }

  private Gear() {}

  /** Moves a hash on by one byte: its high bits depend on the last 64 bytes only. */
  static long roll(long hash, byte next) {
    return (hash << 1) + NUMBERS[next & 0xff];
  }
}
