package io.assetota.handlers.coprocessor.xmodem;

import io.assetota.handlers.coprocessor.line.FrameException;
import io.assetota.handlers.coprocessor.line.FrameException.Kind;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.io.SerialTimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Sends one file by XMODEM with CRC, in blocks of 128 bytes (Forsberg, "XMODEM/YMODEM Protocol
 * Reference", 1988). A block that is refused or not acknowledged is sent again.
 */
final class XmodemSender {
  static final int BLOCK = 128;

  private static final int START_OF_BLOCK = 0x01;
  private static final int END_OF_FILE = 0x04;
  private static final int ACKNOWLEDGED = 0x06;
  private static final int REFUSED = 0x15;
  private static final int CANCELLED = 0x18;
  private static final int WITH_CRC = 'C';
  private static final byte FILLER = 0x1a;
  private static final int POLYNOMIAL = 0x1021;
  private static final int ATTEMPTS = 10;

  /** Receivers ask every three seconds; rx, of the package lrzsz, every ten. */
  private static final Duration REQUEST = Duration.ofSeconds(25);

  /** A receiver may erase flash before it acknowledges. */
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** After a repetition, a late answer to the first block must not count for the next. */
  private static final Duration LATE = Duration.ofMillis(200);

  private final SerialLink link;
  private final MonotonicClock clock;
  private int retries;
  private long bytesSent;

  XmodemSender(SerialLink link, MonotonicClock clock) {
    this.link = link;
    this.clock = clock;
  }

  int retries() {
    return retries;
  }

  /** Bytes of blocks, repetitions included. */
  long bytesSent() {
    return bytesSent;
  }

  /** Waits until the receiver asks for a file with CRC. */
  void awaitRequest() throws IOException {
    long deadline = clock.nanoTime() + REQUEST.toNanos();
    for (; ; ) {
      try {
        if (link.read(Duration.ofNanos(Math.max(0, deadline - clock.nanoTime()))) == WITH_CRC) {
          return;
        }
      } catch (SerialTimeoutException e) {
        throw new FrameException(
            Kind.SILENCE, "no receiver asks for a file (the letter C) within 25 s", e);
      }
    }
  }

  /**
   * Sends a file.
   *
   * @param sent gets the bytes that were acknowledged
   */
  void send(byte[] file, IntConsumer sent) throws IOException {
    for (int at = 0; at < file.length; at += BLOCK) {
      byte[] content = Arrays.copyOfRange(file, at, at + BLOCK);
      if (file.length - at < BLOCK) {
        Arrays.fill(content, file.length - at, BLOCK, FILLER);
      }
      int number = at / BLOCK + 1;
      bytesSent += BLOCK;
      exchange(block(number, content), "block " + number);
      sent.accept(Math.min(file.length, at + BLOCK));
    }
    exchange(new byte[] {END_OF_FILE}, "the end of the file");
  }

  /** Tells the receiver that nothing more comes. */
  void cancel() throws IOException {
    link.write(new byte[] {CANCELLED, CANCELLED, CANCELLED});
  }

  private void exchange(byte[] frame, String what) throws IOException {
    FrameException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (attempt > 0) {
        retries++;
        clock.sleep(LATE);
      }
      link.discardInput();
      link.write(frame);
      try {
        awaitAcknowledgement(frame.length, what);
        if (attempt > 0) {
          clock.sleep(LATE);
        }
        return;
      } catch (FrameException e) {
        if (e.kind() == Kind.BUSY) {
          throw e;
        }
        last = e;
      }
    }
    throw last == null ? new FrameException(Kind.SILENCE, what) : last;
  }

  private void awaitAcknowledgement(int bytes, String what) throws IOException {
    long deadline = clock.nanoTime() + ANSWER.toNanos() + link.settings().nanosFor(bytes);
    int cancelled = 0;
    for (; ; ) {
      int answer;
      try {
        answer = link.read(Duration.ofNanos(Math.max(0, deadline - clock.nanoTime())));
      } catch (SerialTimeoutException e) {
        throw new FrameException(Kind.SILENCE, what + " was not acknowledged within 10 s", e);
      }
      switch (answer) {
        case ACKNOWLEDGED -> {
          return;
        }
        case REFUSED -> throw new FrameException(Kind.REFUSED, what + " was refused");
        case CANCELLED -> {
          if (++cancelled == 2) { // One may be noise.
            throw new FrameException(Kind.BUSY, "the receiver cancelled the transfer at " + what);
          }
        }
        default -> {
          // Noise, or a C that was under way.
        }
      }
    }
  }

  private static byte[] block(int number, byte[] content) {
    byte[] block = new byte[BLOCK + 5];
    block[0] = START_OF_BLOCK;
    block[1] = (byte) number;
    block[2] = (byte) ~number;
    System.arraycopy(content, 0, block, 3, BLOCK);
    int crc = crc(content);
    block[BLOCK + 3] = (byte) (crc >> Byte.SIZE);
    block[BLOCK + 4] = (byte) crc;
    return block;
  }

  private static int crc(byte[] content) {
    int crc = 0;
    for (byte value : content) {
      crc ^= (value & 0xff) << Byte.SIZE;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        crc = (crc & 0x8000) != 0 ? crc << 1 ^ POLYNOMIAL : crc << 1;
      }
    }
    return crc & 0xffff;
  }
}
