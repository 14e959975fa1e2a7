package io.assetota.handlers.coprocessor;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Reads Intel HEX: Hexadecimal Object File Format Specification, revision A, 1988. */
final class IntelHex {
  private static final int DATA = 0;
  private static final int END_OF_FILE = 1;
  private static final int SEGMENT_ADDRESS = 2;
  private static final int START_SEGMENT = 3;
  private static final int LINEAR_ADDRESS = 4;
  private static final int START_LINEAR = 5;

  private final SegmentCollector segments = new SegmentCollector("Intel HEX");
  private long base;
  private boolean ended;

  private IntelHex() {}

  /** A colon and the first five bytes of a record: no vector table looks like that. */
  static boolean isHex(byte[] file) {
    if (file.length < 11 || file[0] != ':') {
      return false;
    }
    for (int i = 1; i < 11; i++) {
      if (Character.digit(file[i], 16) < 0) {
        return false;
      }
    }
    return true;
  }

  static List<FirmwareSegment> segments(byte[] file) throws CoprocessorException {
    IntelHex hex = new IntelHex();
    int number = 0;
    int start = 0;
    for (int i = 0; i <= file.length; i++) {
      if (i == file.length || file[i] == '\n') {
        number++;
        String line = new String(file, start, i - start, StandardCharsets.ISO_8859_1).strip();
        if (!line.isEmpty()) {
          hex.record(line, number);
        }
        start = i + 1;
      }
    }
    if (!hex.ended) {
      throw hex.segments.bad("no end record: it is cut off after line " + number);
    }
    return hex.segments.segments();
  }

  private void record(String line, int number) throws CoprocessorException {
    if (ended) {
      throw segments.bad("something after its end record, in line " + number);
    }
    byte[] record = bytes(line, number);
    int length = record[0] & 0xff;
    int address = (record[1] & 0xff) << 8 | (record[2] & 0xff);
    byte[] data = Arrays.copyOfRange(record, 4, 4 + length);
    switch (record[3]) {
      case DATA -> segments.add(base + address, data);
      case END_OF_FILE -> ended = true;
      case SEGMENT_ADDRESS -> base = twoBytes(data, number) << 4;
      case LINEAR_ADDRESS -> base = twoBytes(data, number) << 16;
      case START_SEGMENT, START_LINEAR -> {
        // Where a debugger would start; a part starts at its vector table.
      }
      default -> throw segments.bad("a record of unknown type " + record[3] + " in line " + number);
    }
  }

  private byte[] bytes(String line, int number) throws CoprocessorException {
    if (line.charAt(0) != ':' || line.length() % 2 == 0 || line.length() < 11) {
      throw segments.bad("no record in line " + number);
    }
    byte[] bytes = new byte[line.length() / 2];
    int sum = 0;
    for (int i = 0; i < bytes.length; i++) {
      int high = Character.digit(line.charAt(2 * i + 1), 16);
      int low = Character.digit(line.charAt(2 * i + 2), 16);
      if (high < 0 || low < 0) {
        throw segments.bad("something that is no hexadecimal digit in line " + number);
      }
      bytes[i] = (byte) (high << 4 | low);
      sum += bytes[i];
    }
    if ((bytes[0] & 0xff) != bytes.length - 5) {
      throw segments.bad("a record of the wrong length in line " + number);
    }
    if ((sum & 0xff) != 0) {
      throw segments.bad("a wrong checksum in line " + number);
    }
    return bytes;
  }

  private long twoBytes(byte[] data, int number) throws CoprocessorException {
    if (data.length != 2) {
      throw segments.bad("an address record of the wrong length in line " + number);
    }
    return (data[0] & 0xffL) << 8 | (data[1] & 0xff);
  }
}
