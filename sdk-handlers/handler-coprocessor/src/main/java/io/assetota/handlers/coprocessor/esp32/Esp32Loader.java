package io.assetota.handlers.coprocessor.esp32;

import io.assetota.handlers.coprocessor.line.FrameException;
import io.assetota.handlers.coprocessor.line.FrameException.Kind;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * The commands of the loader in the ROM of the ESP32 and its younger kin (Espressif, "Serial
 * Protocol"), one method each. Nothing is repeated here.
 */
final class Esp32Loader {
  /** Bytes of one packet of data that the ROM takes. */
  static final int BLOCK = 0x400;

  /** The most bytes that the ROM reads at once. */
  static final int READ_BLOCK = 64;

  private static final int SYNC = 0x08;
  private static final int WRITE_REGISTER = 0x09;
  private static final int READ_REGISTER = 0x0a;
  private static final int SPI_SET_PARAMETERS = 0x0b;
  private static final int SPI_ATTACH = 0x0d;
  private static final int READ_FLASH_SLOW = 0x0e;
  private static final int FLASH_DEFLATE_BEGIN = 0x10;
  private static final int FLASH_DEFLATE_DATA = 0x11;
  private static final int FLASH_DEFLATE_END = 0x12;
  private static final int FLASH_MD5 = 0x13;
  private static final int GET_SECURITY_INFO = 0x14;

  /** The answer to GET_SECURITY_INFO of a chip that tells its id: flags, keys, id, version. */
  private static final int SECURITY_INFO = 20;

  private static final int SECURITY_INFO_CHIP = 12;

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

  /** A register of 32 bits, by its address. */
  int readRegister(int address) throws IOException {
    return ByteBuffer.wrap(command(READ_REGISTER, words(address), 0, ANSWER))
        .order(ByteOrder.LITTLE_ENDIAN)
        .getInt(4);
  }

  void writeRegister(int address, int value) throws IOException {
    command(WRITE_REGISTER, words(address, value, -1, 0), 0, ANSWER);
  }

  /** What tells the chips of the family apart. */
  int magic() throws IOException {
    return readRegister(MAGIC_REGISTER);
  }

  /** The chip's id as its images have it; empty if its ROM doesn't tell. */
  OptionalInt chipId() throws IOException {
    byte[] answer = command(GET_SECURITY_INFO, new byte[0], 0, ANSWER);
    return answer.length < HEADER + SECURITY_INFO + 2
        ? OptionalInt.empty()
        : OptionalInt.of(
            ByteBuffer.wrap(answer)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt(HEADER + SECURITY_INFO_CHIP));
  }

  /** Connects the flash, and tells how large it is. */
  void attachFlash(int size) throws IOException {
    command(SPI_ATTACH, words(0, 0), 0, ANSWER);
    command(SPI_SET_PARAMETERS, words(0, size, 64 << 10, 4 << 10, 256, 0xffff), 0, ANSWER);
  }

  /** Erases, and expects so many bytes of a zlib stream. */
  void beginDeflated(EspChip chip, int address, int size, int deflated) throws IOException {
    int blocks = (deflated + BLOCK - 1) / BLOCK;
    int erase = (size + BLOCK - 1) / BLOCK * BLOCK;
    byte[] request =
        chip.tellsEncryption()
            ? words(erase, blocks, BLOCK, address, 0)
            : words(erase, blocks, BLOCK, address);
    command(FLASH_DEFLATE_BEGIN, request, 0, patience(size));
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

  /**
   * Reads flash. The ROM answers with a whole block, however few bytes were asked for.
   *
   * @param length bytes, up to {@value #READ_BLOCK}
   */
  byte[] read(int address, int length) throws IOException {
    byte[] answer = command(READ_FLASH_SLOW, words(address, length), 0, ANSWER);
    if (answer.length < HEADER + READ_BLOCK) {
      throw new FrameException(
          Kind.GARBLED, String.format("a block of flash at 0x%X that is too short", address));
    }
    return Arrays.copyOfRange(answer, HEADER, HEADER + length);
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
      if (answer.length > HEADER + 1 && answer[0] == RESPONSE && isFor(operation, answer)) {
        int status = HEADER + dataLength(operation, answer);
        if (answer[status] != 0) {
          throw new FrameException(
              Kind.REFUSED,
              String.format("command 0x%02X: error 0x%02X", operation, answer[status + 1]));
        }
        return answer;
      }
    }
    throw new FrameException(
        Kind.GARBLED, String.format("command 0x%02X: no answer to it", operation));
  }

  /** A ROM that does not know a command answers with an error that names none. */
  private static boolean isFor(int operation, byte[] answer) {
    return (answer[1] & 0xff) == operation || (answer[1] == 0 && answer[HEADER] != 0);
  }

  /** Bytes of data in an answer, in front of its status of four bytes. */
  private static int dataLength(int operation, byte[] answer) {
    int rest = answer.length - HEADER - Integer.BYTES;
    return switch (operation) {
      case FLASH_MD5 -> rest >= MD5_DIGITS ? MD5_DIGITS : 0;
      case GET_SECURITY_INFO -> Math.max(0, rest);
      case READ_FLASH_SLOW -> rest >= READ_BLOCK ? READ_BLOCK : 0;
      default -> 0;
    };
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
