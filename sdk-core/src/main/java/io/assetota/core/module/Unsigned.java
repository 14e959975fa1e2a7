package io.assetota.core.module;

/** Range checks for the unsigned fields of the format. */
final class Unsigned {
  static final int MAX_16 = 0xffff;
  static final long MAX_32 = 0xffff_ffffL;

  private Unsigned() {}

  static int check8(int value, String field) {
    return (int) check(value, 0xff, field);
  }

  static int check16(int value, String field) {
    return (int) check(value, MAX_16, field);
  }

  static long check32(long value, String field) {
    return check(value, MAX_32, field);
  }

  private static long check(long value, long max, String field) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException(field + " must be 0 to " + max + ", not " + value);
    }
    return value;
  }
}
