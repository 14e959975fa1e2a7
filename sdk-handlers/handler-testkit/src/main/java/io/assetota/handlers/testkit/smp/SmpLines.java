package io.assetota.handlers.testkit.smp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** The lines of a serial console that carry packets (Zephyr, "SMP Transport Specification"). */
final class SmpLines {
  private static final int MOST_BASE64 = 124;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private final int bufferSize;

  SmpLines(int bufferSize) {
    this.bufferSize = bufferSize;
  }

  void clear() {
    line.reset();
    content.reset();
  }

  /** Takes a byte; a packet when one is complete and undamaged. */
  Optional<byte[]> take(int value) {
    if (value != '\n') {
      if (line.size() <= MOST_BASE64 + 2) {
        line.write(value);
      }
      return Optional.empty();
    }
    byte[] bytes = line.toByteArray();
    line.reset();
    if (bytes.length < 2 || bytes.length > MOST_BASE64 + 2) {
      return Optional.empty();
    }
    if (bytes[0] == 6 && bytes[1] == 9) {
      content.reset();
    } else if (bytes[0] != 4 || bytes[1] != 20) {
      return Optional.empty();
    }
    try {
      content.writeBytes(Base64.getDecoder().decode(Arrays.copyOfRange(bytes, 2, bytes.length)));
    } catch (IllegalArgumentException e) {
      content.reset();
      return Optional.empty();
    }
    return packet();
  }

  private Optional<byte[]> packet() {
    byte[] bytes = content.toByteArray();
    if (bytes.length > bufferSize) {
      content.reset(); // Where a real part has no more room.
      return Optional.empty();
    }
    if (bytes.length < 4 || (ByteBuffer.wrap(bytes).getShort() & 0xffff) != bytes.length - 2) {
      return Optional.empty();
    }
    content.reset();
    byte[] packet = Arrays.copyOfRange(bytes, 2, bytes.length - 2);
    int crc = ByteBuffer.wrap(bytes).getShort(bytes.length - 2) & 0xffff;
    return crc == crc(packet) ? Optional.of(packet) : Optional.empty();
  }

  /** The lines of a packet. */
  static byte[] of(byte[] packet) {
    byte[] framed =
        ByteBuffer.allocate(packet.length + 4)
            .putShort((short) (packet.length + 2))
            .put(packet)
            .putShort((short) crc(packet))
            .array();
    byte[] text = Base64.getEncoder().encode(framed);
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (int at = 0; at < text.length; at += MOST_BASE64) {
      lines.writeBytes(at == 0 ? new byte[] {6, 9} : new byte[] {4, 20});
      lines.write(text, at, Math.min(MOST_BASE64, text.length - at));
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  /** Bit by bit, as a shift register would. */
  private static int crc(byte[] packet) {
    int crc = 0;
    for (byte value : packet) {
      for (int bit = 7; bit >= 0; bit--) {
        boolean high = (crc & 0x8000) != 0;
        crc = crc << 1 & 0xffff;
        if (high != ((value >> bit & 1) != 0)) {
          crc ^= 0x1021;
        }
      }
    }
    return crc;
  }
}
