package io.assetota.handlers.io;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/**
 * A serial line with a part at its other end.
 *
 * <p>Bytes that arrive are kept until they are read or {@link #discardInput() discarded}. One
 * thread reads and writes; {@link #close()} may come from another, and ends a read that waits.
 */
public interface SerialLink extends AutoCloseable {
  /**
   * Opens a port of this machine: alone (with a lock that other well-behaved programs respect),
   * without flow control, and with both control lines released.
   *
   * @param port for example {@code /dev/ttyUSB0}, or a link to it as in {@code /dev/serial/by-id}
   * @param settings speed and parity
   * @return the open line
   * @throws SerialPortException if it can't be opened like that; the message tells why, and what to
   *     do
   */
  static SerialLink open(String port, SerialSettings settings) throws SerialPortException {
    return SystemSerialLink.open(port, settings);
  }

  /**
   * Returns how to name this line to a person.
   *
   * @return for example {@code /dev/ttyUSB0}
   */
  String name();

  /**
   * Returns the settings in use.
   *
   * @return speed and parity
   */
  SerialSettings settings();

  /**
   * Changes speed and parity, after what was written has left. Input that arrived before may be
   * lost.
   *
   * @param settings speed and parity
   * @throws SerialPortException if the line refuses them or is gone
   * @throws IOException if they can't be set
   */
  void configure(SerialSettings settings) throws IOException;

  /**
   * Writes all bytes, in one system call where the line takes them at once. Returns when they are
   * on their way, which may be before the last one has left.
   *
   * @param data holds the bytes
   * @param offset where they begin
   * @param length how many, 0 or more
   * @throws SerialPortException if the line is gone or takes no more
   * @throws IOException if they can't be written
   * @throws IndexOutOfBoundsException if the range is not inside {@code data}
   */
  void write(byte[] data, int offset, int length) throws IOException;

  /**
   * Writes all bytes of an array.
   *
   * @param data the bytes
   * @throws IOException as {@link #write(byte[], int, int)}
   */
  default void write(byte[] data) throws IOException {
    write(data, 0, data.length);
  }

  /**
   * Reads exactly so many bytes. The timeout is for all of them together, not for each.
   *
   * @param buffer gets the bytes
   * @param offset where they begin
   * @param length how many, 0 or more
   * @param timeout how long to wait at most; zero takes only what has arrived
   * @throws SerialTimeoutException if fewer arrived in time; those that did are in the buffer, and
   *     the exception tells how many
   * @throws SerialPortException if the line is gone
   * @throws IOException if reading fails
   * @throws IndexOutOfBoundsException if the range is not inside {@code buffer}
   */
  void read(byte[] buffer, int offset, int length, Duration timeout) throws IOException;

  /**
   * Reads one byte.
   *
   * @param timeout how long to wait at most
   * @return 0 to 255
   * @throws SerialTimeoutException if none arrived in time
   * @throws IOException as {@link #read(byte[], int, int, Duration)}
   */
  default int read(Duration timeout) throws IOException {
    byte[] one = new byte[1];
    read(one, 0, 1, timeout);
    return one[0] & 0xff;
  }

  /**
   * Forgets everything that has arrived and was not read.
   *
   * @throws SerialPortException if the line is gone
   * @throws IOException if it can't be done
   */
  void discardInput() throws IOException;

  /**
   * Sets both control lines in one step, so that no part sees a state in between.
   *
   * @param asserted the lines to assert, which at the pins of a TTL converter are <em>low</em>; the
   *     others are released
   * @throws SerialPortException if the line has no control lines or is gone
   * @throws IOException if they can't be set
   */
  void setControlLines(Set<ControlLine> asserted) throws IOException;

  /**
   * Closes the line. Never waits for bytes that can't leave; may be called twice, and from another
   * thread.
   */
  @Override
  void close();
}
