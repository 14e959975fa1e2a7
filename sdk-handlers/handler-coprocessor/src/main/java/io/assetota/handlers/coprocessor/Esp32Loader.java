package io.assetota.handlers.coprocessor;

import io.assetota.handlers.coprocessor.FrameException.Kind;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * The commands of the loader in the ROM of the ESP32 (Espressif, "Serial Protocol"), one method
 * each. Nothing is repeated here.
 */
final class Esp32Loader {
  /** Bytes of one packet of data that the ROM takes. */
  static final int BLOCK = 0x400;

  private static final int SYNC = 0x08;
  private static final int READ_REGISTER = 0x0a;
  private static final int SPI_SET_PARAMETERS = 0x0b;
  private static final int SPI_ATTACH = 0x0d;
  private static final int FLASH_DEFLATE_BEGIN = 0x10;
  private static final int FLASH_DEFLATE_DATA = 0x11;
  private static final int FLASH_DEFLATE_END = 0x12;
  private static final int FLASH_MD5 = 0x13;

  private static final int RESPONSE = 1;
  private static final int HEADER = 8;
  private static final int CHECKSUM_SEED = 0xef;
  private static final int MAGIC_REGISTER = 0x4000_1000;
  private static final int MD5_DIGITS = 32;

  private static final Duration ANSWER = Duration.ofSeconds(3);
  private static final Duration SYNC_ANSWER = Duration.ofMillis(100);

  /** Espressif's own tools allow 30 s for erasing, and 40 s for writing, one MiB. */
  private static final long MILLIS_PER_KIB = 40;

  private final SerialLink link;
  private final Slip slip;

  Esp32Loader(SerialLink link, MonotonicClock clock) {
    this.link = link;
    this.slip = new Slip(link, clock);
  }

  /** Lets the ROM measure the speed. It answers eight times. */
  void sync() throws IOException {
    byte[] data = new byte[36];
    Arrays.fill(data, (byte) 0x55);
    data[0] = 0x07;
    data[1] = 0x07;
    data[2] = 0x12;
    data[3] = 0x20;
    link.discardInput();
    command(SYNC, data, 0, SYNC_ANSWER);
    try {
      for (int i = 1; i < Byte.SIZE; i++) {
        slip.receive(SYNC_ANSWER);
      }
    } catch (FrameException e) {
      link.discardInput();
    }
  }

  /** What tells the chips of the family apart. */
  int magic() throws IOException {
    return ByteBuffer.wrap(command(READ_REGISTER, words(MAGIC_REGISTER), 0, ANSWER))
        .order(ByteOrder.LITTLE_ENDIAN)
        .getInt(4);
  }

  /** Connects the flash, and tells how large it is. */
  void attachFlash(int size) throws IOException {
    command(SPI_ATTACH, words(0, 0), 0, ANSWER);
    command(SPI_SET_PARAMETERS, words(0, size, 64 << 10, 4 << 10, 256, 0xffff), 0, ANSWER);
  }

  /** Erases, and expects so many bytes of a zlib stream. */
  void beginDeflated(int address, int size, int deflated) throws IOException {
    int blocks = (deflated + BLOCK - 1) / BLOCK;
    int erase = (size + BLOCK - 1) / BLOCK * BLOCK;
    command(FLASH_DEFLATE_BEGIN, words(erase, blocks, BLOCK, address), 0, patience(size));
  }

  void deflatedData(int sequence, byte[] data) throws IOException {
    byte[] header = words(data.length, sequence, 0, 0);
    byte[] packet = Arrays.copyOf(header, header.length + data.length);
    System.arraycopy(data, 0, packet, header.length, data.length);
    int checksum = CHECKSUM_SEED;
    for (byte value : data) {
      checksum ^= value & 0xff;
    }
    command(FLASH_DEFLATE_DATA, packet, checksum, patience(64 << 10));
  }

  /** Leaves the loader: the program starts. */
  void endAndReboot() throws IOException {
    command(FLASH_DEFLATE_END, words(0), 0, ANSWER);
  }

  /** MD5 over an area of flash, in lower-case digits. */
  String md5(int address, int size) throws IOException {
    byte[] answer = command(FLASH_MD5, words(address, size, 0, 0), 0, patience(size));
    if (answer.length < HEADER + MD5_DIGITS) {
      throw new FrameException(Kind.GARBLED, "an MD5 that is too short");
    }
    return new String(answer, HEADER, MD5_DIGITS, StandardCharsets.US_ASCII);
  }

  private byte[] command(int operation, byte[] data, int checksum, Duration timeout)
      throws IOException {
    ByteBuffer packet = ByteBuffer.allocate(HEADER + data.length).order(ByteOrder.LITTLE_ENDIAN);
    packet.put((byte) 0).put((byte) operation).putShort((short) data.length);
    packet.putInt(checksum).put(data);
    slip.send(packet.array());
    for (int i = 0; i < 2 * Byte.SIZE; i++) {
      byte[] answer = slip.receive(timeout);
      // Late answers to sync may still be under way.
      if (answer.length > HEADER + 1 && answer[0] == RESPONSE && (answer[1] & 0xff) == operation) {
        int status = operation == FLASH_MD5 && answer.length > HEADER + MD5_DIGITS ? MD5_DIGITS : 0;
        if (answer[HEADER + status] != 0) {
          throw new FrameException(
              Kind.REFUSED,
              String.format(
                  "command 0x%02X: error 0x%02X", operation, answer[HEADER + status + 1]));
        }
        return answer;
      }
    }
    throw new FrameException(
        Kind.GARBLED, String.format("command 0x%02X: no answer to it", operation));
  }

  private static Duration patience(int bytes) {
    return ANSWER.plusMillis(bytes / 1024 * MILLIS_PER_KIB);
  }

  private static byte[] words(int... values) {
    ByteBuffer words = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      words.putInt(value);
    }
    return words.array();
  }
}
