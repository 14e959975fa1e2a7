package io.assetota.handlers.io;

import java.io.IOException;

/**
 * The sending half of an SPI bus, with one part selected on it.
 *
 * <p>Not safe for use by several threads.
 */
public interface SpiLink extends AutoCloseable {
  /**
   * Sends bytes. A transfer that is longer than what the bus takes at once (4096 bytes with Linux's
   * spidev, unless its {@code bufsiz} says otherwise) is split here; callers need not know.
   *
   * @param data holds the bytes
   * @param offset where they begin
   * @param length how many, 0 or more
   * @throws IOException if they could not be sent, or the link is closed
   * @throws IndexOutOfBoundsException if the range is not inside {@code data}
   */
  void write(byte[] data, int offset, int length) throws IOException;

  /**
   * Gives the bus back. May be called twice.
   *
   * @throws IOException if the bus can't be given back
   */
  @Override
  void close() throws IOException;
}
