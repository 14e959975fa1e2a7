package io.assetota.core.chunk;

import io.assetota.core.model.AssetException;
import java.nio.ByteBuffer;

/**
 * Numbers of 7 bits a byte, the least significant first; the highest bit says that more follows.
 */
final class Varints {
  private static final int MAX_BYTES = 5;

  private Varints() {}

  static void put(ByteBuffer out, long number) {
    long left = number;
    while (left >= 0x80) {
      out.put((byte) (left | 0x80));
      left >>>= 7;
    }
    out.put((byte) left);
  }

  /** Puts 0, -1, 1, -2, 2... as 0, 1, 2, 3, 4... */
  static void putSigned(ByteBuffer out, int number) {
    put(out, number < 0 ? -2L * number - 1 : 2L * number);
  }

  static int get(ByteBuffer in, int most, String what) throws AssetException {
    return (int) getLong(in, most, what);
  }

  static int getSigned(ByteBuffer in, int most, String what) throws AssetException {
    long folded = getLong(in, 2L * most + 1, what);
    return (int) ((folded & 1) == 0 ? folded / 2 : -(folded + 1) / 2);
  }

  static long getLong(ByteBuffer in, long most, String what) throws AssetException {
    long number = 0;
    for (int i = 0; i < MAX_BYTES; i++) {
      if (!in.hasRemaining()) {
        throw new AssetException("cut off in the " + what);
      }
      byte b = in.get();
      number |= (long) (b & 0x7f) << (7 * i);
      if (b >= 0) {
        if (number > most) {
          throw new AssetException("the " + what + " is " + number + "; at most " + most);
        }
        return number;
      }
    }
    throw new AssetException("the " + what + " has too many digits");
  }
}
