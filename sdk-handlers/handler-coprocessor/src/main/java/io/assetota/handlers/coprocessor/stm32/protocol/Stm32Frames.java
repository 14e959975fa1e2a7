package io.assetota.handlers.coprocessor.stm32.protocol;

import io.assetota.handlers.coprocessor.line.FrameException;
import io.assetota.handlers.coprocessor.line.FrameException.Kind;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.io.SerialTimeoutException;
import java.io.IOException;
import java.time.Duration;

/**
 * Frames and their acknowledgements (AN3155 chapter 3, "Communication safety"). Each frame leaves
 * in one write.
 */
final class Stm32Frames {
  static final int ACK = 0x79;
  static final int NACK = 0x1f;

  /** Answered while a command takes long, by boot loaders of protocol 3.3 and later. */
  static final int BUSY = 0x76;

  private final SerialLink link;
  private final MonotonicClock clock;

  Stm32Frames(SerialLink link, MonotonicClock clock) {
    this.link = link;
    this.clock = clock;
  }

  SerialLink link() {
    return link;
  }

  MonotonicClock clock() {
    return clock;
  }

  /** Sends a byte with its complement: a command, or how many bytes to read. */
  void sendWithComplement(int value, Duration timeout, String what) throws IOException {
    send(new byte[] {(byte) value, (byte) ~value}, timeout, what);
  }

  /** Sends 32 bits, most significant first, with their XOR: an address, or another number. */
  void sendNumber(long value, Duration timeout, String what) throws IOException {
    byte[] frame = {
      (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value, 0
    };
    frame[4] = xor(frame, 4);
    send(frame, timeout, what);
  }

  /** Sends a frame and waits for ACK. */
  void send(byte[] frame, Duration timeout, String what) throws IOException {
    link.write(frame);
    awaitAck(timeout, what);
  }

  /** Waits for ACK, and through BUSY, no longer than the timeout in all. */
  void awaitAck(Duration timeout, String what) throws IOException {
    long deadline = clock.nanoTime() + timeout.toNanos();
    boolean busy = false;
    while (true) {
      int answer;
      try {
        answer = link.read(Duration.ofNanos(Math.max(0, deadline - clock.nanoTime())));
      } catch (SerialTimeoutException e) {
        throw new FrameException(
            busy ? Kind.BUSY : Kind.SILENCE,
            what + (busy ? ": only BUSY" : ": no answer") + " within " + timeout.toMillis() + " ms",
            e);
      }
      switch (answer) {
        case ACK -> {
          return;
        }
        case NACK -> throw new FrameException(Kind.REFUSED, what + ": the part answered NACK");
        case BUSY -> {
          busy = true;
          if (clock.nanoTime() >= deadline) {
            throw new FrameException(Kind.BUSY, what + ": only BUSY, no end");
          }
        }
        default ->
            throw new FrameException(
                Kind.GARBLED, String.format("%s: 0x%02X is no answer", what, answer));
      }
    }
  }

  /** Reads what follows an ACK. */
  byte[] read(int length, Duration timeout, String what) throws IOException {
    byte[] bytes = new byte[length];
    try {
      link.read(bytes, 0, length, timeout);
    } catch (SerialTimeoutException e) {
      throw new FrameException(
          Kind.SILENCE, what + ": " + e.received() + " of " + length + " bytes came", e);
    }
    return bytes;
  }

  static byte xor(byte[] bytes, int length) {
    byte xor = 0;
    for (int i = 0; i < length; i++) {
      xor ^= bytes[i];
    }
    return xor;
  }
}
