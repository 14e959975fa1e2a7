package io.assetota.handlers.io;

/**
 * Speed and framing of a serial line. There are always eight data bits and one stop bit, and never
 * flow control.
 *
 * @param baud bits a second, {@value #MIN_BAUD} to {@value #MAX_BAUD}
 * @param parity the parity bit
 */
public record SerialSettings(int baud, Parity parity) {
  /** The slowest speed that is accepted. */
  public static final int MIN_BAUD = 300;

  /** The fastest speed that is accepted; USB converters end at 12 Mbit/s. */
  public static final int MAX_BAUD = 12_000_000;

  /** What goes between the data bits and the stop bit. */
  public enum Parity {
    /** Nothing: ten bits a byte. */
    NONE,
    /** A bit that makes the number of ones even: eleven bits a byte. */
    EVEN,
    /** A bit that makes the number of ones odd: eleven bits a byte. */
    ODD
  }

  /**
   * Checks the speed.
   *
   * @param baud bits a second
   * @param parity the parity bit
   * @throws IllegalArgumentException if it is out of range
   */
  public SerialSettings {
    if (baud < MIN_BAUD || baud > MAX_BAUD) {
      throw new IllegalArgumentException(
          "a serial line runs at " + MIN_BAUD + " to " + MAX_BAUD + " baud, not " + baud);
    }
  }

  /**
   * Returns how long a byte takes on the wire: start bit, eight data bits, parity bit if any, stop
   * bit.
   *
   * @return 10 or 11
   */
  public int bitsPerByte() {
    return parity == Parity.NONE ? 10 : 11;
  }

  /**
   * Returns how long some bytes take on the wire.
   *
   * @param bytes how many, 0 or more
   * @return nanoseconds
   */
  public long nanosFor(long bytes) {
    return bytes * bitsPerByte() * 1_000_000_000L / baud;
  }

  /** Returns for example {@code 115200 8E1}. */
  @Override
  public String toString() {
    return baud + " 8" + parity.name().charAt(0) + "1";
  }
}
