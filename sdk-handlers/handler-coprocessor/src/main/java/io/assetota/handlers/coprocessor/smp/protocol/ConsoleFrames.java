package io.assetota.handlers.coprocessor.smp.protocol;

import io.assetota.handlers.coprocessor.line.FrameException;
import io.assetota.handlers.coprocessor.line.FrameException.Kind;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.io.SerialTimeoutException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;

/**
 * Packets as lines of text between whatever else a console prints (Zephyr, "SMP Transport
 * Specification", "UART/serial and console"): two bytes that mark a line, Base64, a line feed. The
 * content is a length, the packet, and a CRC over the packet.
 */
final class ConsoleFrames {
  private static final byte[] FIRST = {0x06, 0x09};
  private static final byte[] NEXT = {0x04, 0x14};

  /** A line has 127 bytes at most: 2 that mark it, 124 of Base64, and the line feed. */
  private static final int MOST_BASE64 = 124;

  /** A console may print longer lines; of these, the end is enough to find a frame. */
  private static final int LONGEST_LINE = 1024;

  /** Longer than what any part sends: a list of images, or what it echoes. */
  private static final int LONGEST_PACKET = 8192;

  private static final int LENGTH = 2;
  private static final int CRC = 2;
  private static final int POLYNOMIAL = 0x1021;

  private final SerialLink link;
  private final MonotonicClock clock;

  ConsoleFrames(SerialLink link, MonotonicClock clock) {
    this.link = link;
    this.clock = clock;
  }

  void send(byte[] packet) throws IOException {
    byte[] content =
        ByteBuffer.allocate(LENGTH + packet.length + CRC)
            .putShort((short) (packet.length + CRC))
            .put(packet)
            .putShort((short) crc(packet, packet.length))
            .array();
    byte[] text = Base64.getEncoder().encode(content);
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (int at = 0; at < text.length; at += MOST_BASE64) {
      lines.writeBytes(at == 0 ? FIRST : NEXT);
      lines.write(text, at, Math.min(MOST_BASE64, text.length - at));
      lines.write('\n');
    }
    link.write(lines.toByteArray());
  }

  /**
   * Waits for a packet.
   *
   * @param deadline on the clock, in nanoseconds
   * @return the packet
   * @throws FrameException if none comes, or a damaged one
   */
  byte[] receive(long deadline) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (; ; ) {
      byte[] line = line(deadline);
      int first = lastIndexOf(line, FIRST);
      int next = lastIndexOf(line, NEXT);
      if (first < 0 && (next < 0 || content.size() == 0)) {
        continue; // The console's own, or the rest of a frame whose begin was lost.
      }
      if (first >= 0) {
        content.reset();
      }
      content.writeBytes(decode(line, Math.max(first, next) + FIRST.length));
      byte[] bytes = content.toByteArray();
      int length = bytes.length < LENGTH ? 0 : ByteBuffer.wrap(bytes).getShort() & 0xffff;
      if (length > LONGEST_PACKET || bytes.length > LENGTH + LONGEST_PACKET) {
        throw new FrameException(Kind.GARBLED, "a packet of " + length + " bytes");
      }
      if (bytes.length >= LENGTH + length) {
        return checked(bytes, length);
      }
    }
  }

  private static byte[] checked(byte[] content, int length) throws FrameException {
    if (length <= CRC || content.length != LENGTH + length) {
      throw new FrameException(
          Kind.GARBLED, content.length - LENGTH + " bytes in a packet of " + length);
    }
    byte[] packet = Arrays.copyOfRange(content, LENGTH, LENGTH + length - CRC);
    int wanted = ByteBuffer.wrap(content).getShort(LENGTH + packet.length) & 0xffff;
    if (crc(packet, packet.length) != wanted) {
      throw new FrameException(Kind.GARBLED, "a packet with a wrong CRC");
    }
    return packet;
  }

  private static byte[] decode(byte[] line, int from) throws FrameException {
    try {
      return Base64.getDecoder().decode(Arrays.copyOfRange(line, from, line.length));
    } catch (IllegalArgumentException e) {
      throw new FrameException(Kind.GARBLED, "a line that is not Base64", e);
    }
  }

  private byte[] line(long deadline) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (; ; ) {
      int next;
      try {
        next = link.read(Duration.ofNanos(Math.max(0, deadline - clock.nanoTime())));
      } catch (SerialTimeoutException e) {
        throw new FrameException(Kind.SILENCE, "no answer", e);
      }
      if (next == '\n') {
        byte[] bytes = line.toByteArray();
        int end = bytes.length;
        return end > 0 && bytes[end - 1] == '\r' ? Arrays.copyOf(bytes, end - 1) : bytes;
      }
      if (line.size() == LONGEST_LINE) {
        line.reset();
      }
      line.write(next);
    }
  }

  /** A prompt may stand in front of a frame, so that it is not at the begin of its line. */
  private static int lastIndexOf(byte[] line, byte[] mark) {
    for (int i = line.length - mark.length; i >= 0; i--) {
      if (line[i] == mark[0] && line[i + 1] == mark[1]) {
        return i;
      }
    }
    return -1;
  }

  /** CRC-16 of XMODEM: the polynomial 0x1021, from 0. */
  private static int crc(byte[] bytes, int length) {
    int crc = 0;
    for (int i = 0; i < length; i++) {
      crc ^= (bytes[i] & 0xff) << Byte.SIZE;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        crc = (crc & 0x8000) != 0 ? crc << 1 ^ POLYNOMIAL : crc << 1;
      }
    }
    return crc & 0xffff;
  }
}
