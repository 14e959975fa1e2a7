package io.assetota.cli.output;

import io.assetota.core.model.StorageLimits;

/** Numbers of bytes, for people. */
public final class Sizes {
  private Sizes() {}

  /**
   * Groups the digits of a number.
   *
   * @param number any number
   * @return for example {@code 1,138,688}
   */
  public static String grouped(long number) {
    // String.format would load the whole of java.text for this.
    StringBuilder digits = new StringBuilder(Long.toString(number));
    int first = number < 0 ? 1 : 0;
    for (int at = digits.length() - 3; at > first; at -= 3) {
      digits.insert(at, ',');
    }
    return digits.toString();
  }

  /**
   * Writes a number of bytes.
   *
   * @param bytes how many
   * @return for example {@code 1,138,688 bytes}
   */
  public static String bytes(long bytes) {
    return grouped(bytes) + (bytes == 1 ? " byte" : " bytes");
  }

  /**
   * Writes what is used of a limit.
   *
   * @param used bytes
   * @param limit bytes
   * @return for example {@code 12,288 of 1,138,688 bytes (1 %)}
   */
  public static String used(long used, long limit) {
    return limit <= 0
        ? bytes(used)
        : grouped(used) + " of " + bytes(limit) + " (" + percent(used, limit) + " %)";
  }

  /**
   * Writes what is used of an asset storage.
   *
   * @param used bytes in whole blocks
   * @param limits the storage's limits
   * @return for example {@code 12,288 of 1,138,688 bytes (1 %)}
   */
  public static String used(long used, StorageLimits limits) {
    return limits.isLimited() ? used(used, limits.total()) : bytes(used) + ", no limit";
  }

  private static long percent(long used, long limit) {
    return (long) Math.ceil(100.0 * used / limit);
  }

  /**
   * Counts things.
   *
   * @param number how many
   * @param thing what, in the singular
   * @return for example {@code 2 assets}
   */
  public static String count(long number, String thing) {
    return grouped(number) + " " + thing + (number == 1 ? "" : "s");
  }
}
