package io.assetota.cli.output;

import io.assetota.core.model.StorageLimits;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers of bytes, for people. */
public final class Sizes {
  private static final int KIBI = 1024;
  private static final String UNITS = "KMGTPE";

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
   * Writes a number of bytes with three digits, for where it changes all the time.
   *
   * @param bytes how many; not negative
   * @return for example {@code 1.09 MiB}
   */
  public static String rounded(long bytes) {
    if (bytes < KIBI) {
      return bytes + " B";
    }
    double size = bytes;
    int unit = -1;
    // A size that would be written as 1000 is one of the next unit.
    for (; size >= 999.5 && unit < UNITS.length() - 1; unit++) {
      size /= KIBI;
    }
    int decimals = size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
    return BigDecimal.valueOf(size).setScale(decimals, RoundingMode.HALF_UP)
        + " "
        + UNITS.charAt(unit)
        + "iB";
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
