package io.assetota.handlers.testkit.esp32;

import io.assetota.handlers.testkit.SerialPart;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

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
  private static final int MAGIC_REGISTER = 0x4000_1000;
  private static final int START = 1 << 18;
  private static final int READ_IDENTIFICATION = 0x9f;
  private static final int INVALID_MESSAGE = 5;
  private static final int BAD_CHECKSUM = 7;
  private static final int BAD_DATA = 9;
  private static final int SECTOR = 4096;

  private final Kind kind;
  private final byte[] flash;
  private final Map<Integer, Integer> registers = new HashMap<>();
  private final Set<Integer> refused = new HashSet<>();
  private final ByteArrayOutputStream packet = new ByteArrayOutputStream();
  private int lostAnswer = -1;
  private int packets;
  private boolean escaped;
  private boolean running;
  private int erasedSectors;
  private Inflater inflater = new Inflater();
  private int position;
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

    private final int magic;
    private final int id;
    private final int spi;
    private final int user;
    private final int data;

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
    flash = new byte[flashSize];
    Arrays.fill(flash, (byte) 0xff);
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
    packet.reset();
    escaped = false;
    running = false;
    registers.clear();
  }

  /**
   * Puts something into flash, as if it had been there before.
   *
   * @param address from 0
   * @param content the bytes
   */
  public void preset(int address, byte[] content) {
    System.arraycopy(content, 0, flash, address, content.length);
  }

  /**
   * Returns what flash holds.
   *
   * @param address from 0
   * @param length how many bytes
   * @return a copy
   */
  public byte[] flash(int address, int length) {
    return Arrays.copyOfRange(flash, address, address + length);
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
    return erasedSectors;
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
    if (value == 0xc0) {
      byte[] whole = packet.toByteArray();
      packet.reset();
      if (whole.length >= 8) {
        handle(ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN), nanos, line);
      }
    } else if (escaped) {
      packet.write(value == 0xdc ? 0xc0 : 0xdb);
      escaped = false;
    } else if (value == 0xdb) {
      escaped = true;
    } else {
      packet.write(value);
    }
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
      line.send(slip(response.array()), nanos);
    }
  }

  /** The value, then data if any, then the status of four bytes that the ESP32's ROM has. */
  private byte[] answer(int operation, ByteBuffer request) throws DataFormatException {
    if (refused.contains(operation)) {
      return error(BAD_DATA);
    }
    return switch (operation) {
      case SYNC, SPI_ATTACH, SPI_SET_PARAMETERS -> success(0x20120707, new byte[0]);
      case READ_REGISTER -> success(register(request.getInt(8)), new byte[0]);
      case WRITE_REGISTER -> {
        setRegister(request.getInt(8), request.getInt(12));
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

  private int register(int address) {
    return address == MAGIC_REGISTER ? kind.magic : registers.getOrDefault(address, 0);
  }

  /** Starting the flash controller carries out what its other registers say. */
  private void setRegister(int address, int value) {
    registers.put(address, value);
    if (address == kind.spi && (value & START) != 0) {
      int command = registers.getOrDefault(kind.spi + kind.user + 8, 0) & 0xff;
      int size = Integer.numberOfTrailingZeros(flash.length);
      registers.put(kind.spi + kind.data, command == READ_IDENTIFICATION ? size << 16 | 0x40ef : 0);
      registers.put(address, 0);
    }
  }

  private byte[] security() {
    return ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putInt(12, kind.id).array();
  }

  private byte[] begin(int size, int address) {
    int end = (address + size + SECTOR - 1) / SECTOR * SECTOR;
    if (size < 0 || address < 0 || address % SECTOR != 0 || end > flash.length) {
      return error(BAD_DATA);
    }
    Arrays.fill(flash, address, end, (byte) 0xff);
    erasedSectors += (end - address) / SECTOR;
    inflater.end();
    inflater = new Inflater();
    position = address;
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
    inflater.setInput(deflated);
    byte[] out = new byte[SECTOR];
    for (int count = inflater.inflate(out); count > 0; count = inflater.inflate(out)) {
      for (int i = 0; i < count; i++) {
        flash[position++] &= out[i];
      }
    }
    return success(0, new byte[0]);
  }

  /** However few are asked for, the ROM answers with a whole block. */
  private byte[] read(int address, int length) {
    boolean isThere = address >= 0 && length > 0 && length <= READ_BLOCK;
    if (!isThere || address + length > flash.length) {
      return error(BAD_DATA);
    }
    byte[] block = new byte[READ_BLOCK];
    System.arraycopy(flash, address, block, 0, length);
    return success(0, block);
  }

  private byte[] md5(int address, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      digest.update(flash, address, length);
      return HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
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

  private static byte[] slip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0xc0);
    for (byte value : bytes) {
      if (value == (byte) 0xc0 || value == (byte) 0xdb) {
        out.write(0xdb);
        out.write(value == (byte) 0xc0 ? 0xdc : 0xdd);
      } else {
        out.write(value);
      }
    }
    out.write(0xc0);
    return out.toByteArray();
  }
}
