package io.assetota.handlers.testkit.esp32;

import io.assetota.handlers.testkit.SerialPart;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.DataFormatException;

/**
 * An ESP32, or one of its younger kin, that waits in the loader of its ROM (Espressif, "Serial
 * Protocol"): SLIP packets, the commands that upload deflated data into flash, the MD5 over it, and
 * the registers by which clients tell the chip and the size of its flash. No delays of its own.
 *
 * <p>Used by one thread at a time.
 */
public final class Esp32Emulator implements SerialPart {
  private static final int SYNC = 0x08;
  private static final int WRITE_REGISTER = 0x09;
  private static final int READ_REGISTER = 0x0a;
  private static final int SPI_SET_PARAMETERS = 0x0b;
  private static final int SPI_ATTACH = 0x0d;
  private static final int READ_FLASH_SLOW = 0x0e;
  private static final int READ_BLOCK = 64;
  private static final int DEFLATE_BEGIN = 0x10;
  private static final int DEFLATE_DATA = 0x11;
  private static final int DEFLATE_END = 0x12;
  private static final int MD5 = 0x13;
  private static final int GET_SECURITY_INFO = 0x14;
  private static final int HEADER = 8;
  private static final int INVALID_MESSAGE = 5;
  private static final int BAD_CHECKSUM = 7;
  private static final int BAD_DATA = 9;

  private final Kind kind;
  private final Esp32Flash flash;
  private final Esp32Registers registers;
  private final Set<Integer> refused = new HashSet<>();
  private final SlipPackets slip = new SlipPackets();
  private int lostAnswer = -1;
  private int packets;
  private boolean running;
  private int sequence;

  /** Which chip it is. */
  public enum Kind {
    /** The first of the family. */
    ESP32(0x00f0_1d83, -1, 0x3ff4_2000, 0x1c, 0x80),
    /** An ESP32-S2. */
    ESP32_S2(0x0000_07c6, -1, 0x3f40_2000, 0x18, 0x58),
    /** An ESP32-S3. */
    ESP32_S3(0x0000_0009, 9, 0x6000_2000, 0x18, 0x58),
    /** An ESP32-C3. */
    ESP32_C3(0x1b31_506f, 5, 0x6000_2000, 0x18, 0x58),
    /** An ESP32-C6. */
    ESP32_C6(0x2ce0_806f, 13, 0x6000_3000, 0x18, 0x58),
    /** An ESP32-H2, whose magic and id no older client knows. */
    ESP32_H2(0xd7b7_3e80, 16, 0x6000_3000, 0x18, 0x58);

    final int magic;
    private final int id;
    final int spi;
    final int user;
    final int data;

    Kind(int magic, int id, int spi, int user, int data) {
      this.magic = magic;
      this.id = id;
      this.spi = spi;
      this.user = user;
      this.data = data;
    }
  }

  /**
   * Creates an ESP32 with erased flash.
   *
   * @param flashSize bytes, a power of two
   */
  public Esp32Emulator(int flashSize) {
    this(Kind.ESP32, flashSize);
  }

  /**
   * Creates a part with erased flash.
   *
   * @param kind which chip
   * @param flashSize bytes, a power of two
   */
  public Esp32Emulator(Kind kind, int flashSize) {
    this.kind = kind;
    flash = new Esp32Flash(flashSize);
    registers = new Esp32Registers(kind, flashSize);
  }

  /**
   * Lets the ROM refuse a command, as one does in secure download mode or without its flash.
   *
   * @param command the command's code
   */
  public void refuse(int command) {
    refused.add(command);
  }

  /** Resets the part into its loader; what flash holds stays. */
  public void reset() {
    slip.reset();
    running = false;
    registers.reset();
  }

  /**
   * Puts something into flash, as if it had been there before.
   *
   * @param address from 0
   * @param content the bytes
   */
  public void preset(int address, byte[] content) {
    flash.preset(address, content);
  }

  /**
   * Returns what flash holds.
   *
   * @param address from 0
   * @param length how many bytes
   * @return a copy
   */
  public byte[] flash(int address, int length) {
    return flash.read(address, length);
  }

  /**
   * Loses one answer.
   *
   * @param number which packet's answer, from 0
   */
  public void loseAnswer(int number) {
    lostAnswer = number;
  }

  /**
   * Returns how many packets arrived.
   *
   * @return a count since the start
   */
  public int packets() {
    return packets;
  }

  /**
   * Returns how many sectors were erased.
   *
   * @return a count since the start
   */
  public int erasedSectors() {
    return flash.erasedSectors();
  }

  /**
   * Returns whether the program was started.
   *
   * @return true after the loader was left
   */
  public boolean programRuns() {
    return running;
  }

  @Override
  public void receive(int value, long nanos, Line line) {
    if (running) {
      return;
    }
    slip.receive(value)
        .filter(packet -> packet.length >= HEADER)
        .ifPresent(
            packet -> handle(ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN), nanos, line));
  }

  private void handle(ByteBuffer request, long nanos, Line line) {
    int operation = request.get(1) & 0xff;
    int repeat = operation == SYNC ? 8 : 1;
    int number = packets++;
    byte[] answer;
    try {
      answer = answer(operation, request);
    } catch (DataFormatException | RuntimeException e) {
      answer = error(BAD_DATA);
    }
    ByteBuffer response = ByteBuffer.allocate(answer.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    // A command that it does not know, the ROM does not name in its answer.
    int named = answer.length == 8 && answer[5] == INVALID_MESSAGE ? 0 : operation;
    response.put((byte) 1).put((byte) named).putShort((short) (answer.length - 4)).put(answer);
    for (int i = 0; i < repeat && number != lostAnswer; i++) {
      line.send(SlipPackets.framed(response.array()), nanos);
    }
  }

  /** The value, then data if any, then the status of four bytes that the ESP32's ROM has. */
  private byte[] answer(int operation, ByteBuffer request) throws DataFormatException {
    if (refused.contains(operation)) {
      return error(BAD_DATA);
    }
    return switch (operation) {
      case SYNC, SPI_ATTACH, SPI_SET_PARAMETERS -> success(0x20120707, new byte[0]);
      case READ_REGISTER -> success(registers.read(request.getInt(8)), new byte[0]);
      case WRITE_REGISTER -> {
        registers.write(request.getInt(8), request.getInt(12));
        yield success(0, new byte[0]);
      }
      case GET_SECURITY_INFO -> kind.id < 0 ? error(INVALID_MESSAGE) : success(0, security());
      // All but the first chip ask for a fifth word: whether what comes is encrypted.
      case DEFLATE_BEGIN ->
          (request.limit() - 8) / 4 == (kind == Kind.ESP32 ? 4 : 5)
              ? begin(request.getInt(8), request.getInt(20))
              : error(BAD_DATA);
      case DEFLATE_DATA -> data(request);
      case DEFLATE_END -> {
        running = request.getInt(8) == 0;
        yield success(0, new byte[0]);
      }
      case READ_FLASH_SLOW -> read(request.getInt(8), request.getInt(12));
      case MD5 -> success(0, md5(request.getInt(8), request.getInt(12)));
      default -> error(INVALID_MESSAGE);
    };
  }

  private byte[] security() {
    return ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putInt(12, kind.id).array();
  }

  private byte[] begin(int size, int address) {
    if (!flash.begin(size, address)) {
      return error(BAD_DATA);
    }
    sequence = 0;
    return success(0, new byte[0]);
  }

  private byte[] data(ByteBuffer request) throws DataFormatException {
    int length = request.getInt(8);
    int checksum = 0xef;
    for (int i = 0; i < length; i++) {
      checksum ^= request.get(24 + i) & 0xff;
    }
    if (checksum != request.getInt(4)) {
      return error(BAD_CHECKSUM);
    }
    if (request.getInt(12) != sequence++) {
      return error(BAD_DATA);
    }
    byte[] deflated = new byte[length];
    request.get(24, deflated);
    flash.write(deflated);
    return success(0, new byte[0]);
  }

  /** However few are asked for, the ROM answers with a whole block. */
  private byte[] read(int address, int length) {
    boolean isThere = address >= 0 && length > 0 && length <= READ_BLOCK;
    if (!isThere || address + length > flash.size()) {
      return error(BAD_DATA);
    }
    return success(0, Arrays.copyOf(flash.read(address, length), READ_BLOCK));
  }

  private byte[] md5(int address, int length) {
    return HexFormat.of().formatHex(flash.md5(address, length)).getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] success(int value, byte[] data) {
    return ByteBuffer.allocate(8 + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(value)
        .put(data)
        .array();
  }

  private static byte[] error(int code) {
    return new byte[] {0, 0, 0, 0, 1, (byte) code, 0, 0};
  }
}
