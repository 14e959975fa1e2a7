package io.assetota.handlers.testkit.esp32;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Packets on a serial line, as SLIP frames them (RFC 1055). */
final class SlipPackets {
  private static final int END = 0xc0;
  private static final int ESCAPE = 0xdb;
  private static final int ESCAPED_END = 0xdc;
  private static final int ESCAPED_ESCAPE = 0xdd;

  private final ByteArrayOutputStream packet = new ByteArrayOutputStream();
  private boolean escaped;

  /** Forgets the packet that has begun. */
  void reset() {
    packet.reset();
    escaped = false;
  }

  /** Takes a byte, and returns the packet that it ends. */
  Optional<byte[]> receive(int value) {
    if (value == END) {
      byte[] whole = packet.toByteArray();
      packet.reset();
      return Optional.of(whole);
    }
    if (escaped) {
      packet.write(value == ESCAPED_END ? END : ESCAPE);
      escaped = false;
    } else if (value == ESCAPE) {
      escaped = true;
    } else {
      packet.write(value);
    }
    return Optional.empty();
  }

  /** Returns a packet as it is sent. */
  static byte[] framed(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(END);
    for (byte value : bytes) {
      if (value == (byte) END || value == (byte) ESCAPE) {
        out.write(ESCAPE);
        out.write(value == (byte) END ? ESCAPED_END : ESCAPED_ESCAPE);
      } else {
        out.write(value);
      }
    }
    out.write(END);
    return out.toByteArray();
  }
}
