package io.assetota.handlers.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * An ESP32 that waits in the loader of its ROM (Espressif, "Serial Protocol"): SLIP packets, the
 * commands that upload deflated data into flash, and the MD5 over it. No delays of its own.
 *
 * <p>Used by one thread at a time.
 */
public final class Esp32Emulator implements SerialPart {
  private static final int SYNC = 0x08;
  private static final int READ_REGISTER = 0x0a;
  private static final int SPI_SET_PARAMETERS = 0x0b;
  private static final int SPI_ATTACH = 0x0d;
  private static final int DEFLATE_BEGIN = 0x10;
  private static final int DEFLATE_DATA = 0x11;
  private static final int DEFLATE_END = 0x12;
  private static final int MD5 = 0x13;
  private static final int INVALID_MESSAGE = 5;
  private static final int BAD_CHECKSUM = 7;
  private static final int BAD_DATA = 9;
  private static final int SECTOR = 4096;

  private final byte[] flash;
  private final ByteArrayOutputStream packet = new ByteArrayOutputStream();
  private int lostAnswer = -1;
  private int packets;
  private boolean escaped;
  private boolean running;
  private int erasedSectors;
  private Inflater inflater = new Inflater();
  private int position;
  private int sequence;

  /**
   * Creates a part with erased flash.
   *
   * @param flashSize bytes, a multiple of 4096
   */
  public Esp32Emulator(int flashSize) {
    flash = new byte[flashSize];
    Arrays.fill(flash, (byte) 0xff);
  }

  /**
   * Gives what flash holds.
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
   * Tells how many packets arrived.
   *
   * @return a count since the start
   */
  public int packets() {
    return packets;
  }

  /**
   * Tells how many sectors were erased.
   *
   * @return a count since the start
   */
  public int erasedSectors() {
    return erasedSectors;
  }

  /**
   * Tells whether the program was started.
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
    return switch (operation) {
      case SYNC, SPI_ATTACH, SPI_SET_PARAMETERS -> success(0x20120707, new byte[0]);
      case READ_REGISTER ->
          success(request.getInt(8) == 0x4000_1000 ? 0x00f0_1d83 : 0, new byte[0]);
      case DEFLATE_BEGIN -> begin(request.getInt(8), request.getInt(20));
      case DEFLATE_DATA -> data(request);
      case DEFLATE_END -> {
        running = request.getInt(8) == 0;
        yield success(0, new byte[0]);
      }
      case MD5 -> success(0, md5(request.getInt(8), request.getInt(12)));
      default -> error(INVALID_MESSAGE);
    };
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
