package io.assetota.handlers.coprocessor;

import java.io.IOException;

/** Reads flash of a part through its boot loader, for those protocols that can do it. */
public interface FlashReader {
  /**
   * Reads a piece of flash. What comes was checked: by a checksum of the part, or by reading it
   * twice.
   *
   * @param range what to read
   * @return its content
   * @throws CoprocessorException if the part refuses, is silent, or reads differently each time
   * @throws IOException if the line fails
   */
  byte[] read(FlashRange range) throws IOException;
}
