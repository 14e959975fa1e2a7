package io.assetota.core.model;

import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;

/** What the types that are SHA-256 hashes share: as text they are 64 lower-case digits. */
final class Sha256 {
  static final int LENGTH = 32;

  private Sha256() {}

  /** Checks what is to be a hash already. */
  static void require(String hex) {
    if (hex.length() != 2 * LENGTH || !hex.chars().allMatch(Sha256::isDigit)) {
      throw new IllegalArgumentException(
          "a SHA-256 hash has 64 lower-case hex digits, not \"" + Printable.text(hex) + "\"");
    }
  }

  private static boolean isDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  /** Takes a text from outside, in either case. */
  static String parse(String hex) {
    if (hex.length() != 2 * LENGTH) {
      throw new IllegalArgumentException("a SHA-256 hash has 64 hex digits, not " + hex.length());
    }
    return hex.toLowerCase(Locale.ROOT);
  }

  static String of(byte[] hash) {
    if (hash.length != LENGTH) {
      throw new IllegalArgumentException("a SHA-256 hash has 32 bytes, not " + hash.length);
    }
    return HexFormat.of().formatHex(hash);
  }

  static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  static String ofContent(ByteBuffer content) {
    return Hashing.sha256().newHasher().putBytes(content).hash().toString();
  }

  /** Returns the first eight digits, for people. */
  static String abbreviated(String hex) {
    return hex.substring(0, 8);
  }
}
