package io.assetota.handlers.coprocessor.esp32;

import io.assetota.handlers.coprocessor.line.FrameException;
import io.assetota.handlers.coprocessor.line.FrameException.Kind;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.io.SerialTimeoutException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;

/** Packets on a serial line: RFC 1055, with a delimiter at both ends. */
final class Slip {
  private static final int END = 0xc0;
  private static final int ESCAPE = 0xdb;
  private static final int ESCAPED_END = 0xdc;
  private static final int ESCAPED_ESCAPE = 0xdd;

  /** Far longer than any answer of a loader. */
  private static final int MAX_PACKET = 8192;

  private final SerialLink link;
  private final MonotonicClock clock;

  Slip(SerialLink link, MonotonicClock clock) {
    this.link = link;
    this.clock = clock;
  }

  /** Sends a packet in one write. */
  void send(byte[] packet) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(packet.length + 64);
    out.write(END);
    for (byte value : packet) {
      switch (value & 0xff) {
        case END -> {
          out.write(ESCAPE);
          out.write(ESCAPED_END);
        }
        case ESCAPE -> {
          out.write(ESCAPE);
          out.write(ESCAPED_ESCAPE);
        }
        default -> out.write(value);
      }
    }
    out.write(END);
    link.write(out.toByteArray());
  }

  /** Receives a packet that is not empty, skipping what comes before its delimiter. */
  byte[] receive(Duration timeout) throws IOException {
    long deadline = clock.nanoTime() + timeout.toNanos();
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    boolean inside = false;
    boolean escaped = false;
    while (packet.size() < MAX_PACKET) {
      int value;
      try {
        value = link.read(Duration.ofNanos(Math.max(0, deadline - clock.nanoTime())));
      } catch (SerialTimeoutException e) {
        throw new FrameException(Kind.SILENCE, "no answer within " + timeout.toMillis() + " ms", e);
      }
      if (value == END) {
        if (packet.size() > 0) {
          return packet.toByteArray();
        }
        inside = true;
      } else if (inside && escaped) {
        packet.write(value == ESCAPED_END ? END : ESCAPE);
        escaped = false;
      } else if (inside && value == ESCAPE) {
        escaped = true;
      } else if (inside) {
        packet.write(value);
      }
    }
    throw new FrameException(Kind.GARBLED, "a packet without end");
  }
}
