package io.assetota.handlers.coprocessor;

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

  /** Digits of a record without content: length, address, type and checksum. */
  private static final int SHORTEST = 10;

  private final SegmentCollector segments = new SegmentCollector("Intel HEX");
  private final TextLines lines;
  private long base;
  private boolean ended;

  private IntelHex(byte[] file) {
    this.lines = new TextLines(file);
  }

  /** A colon and the first five bytes of a record: no vector table looks like that. */
  static boolean isHex(byte[] file) {
    TextLines lines = new TextLines(file);
    if (!lines.advance()) {
      return false;
    }
    String line = lines.line();
    return line.length() > SHORTEST
        && line.charAt(0) == ':'
        && line.chars().skip(1).limit(SHORTEST).allMatch(c -> Character.digit(c, 16) >= 0);
  }

  static List<FirmwareSegment> segments(byte[] file) throws CoprocessorException {
    IntelHex hex = new IntelHex(file);
    while (hex.lines.advance()) {
      hex.record();
    }
    if (!hex.ended) {
      throw hex.segments.bad("no end record: it is cut off after line " + hex.lines.number());
    }
    return hex.segments.segments();
  }

  private void record() throws CoprocessorException {
    int number = lines.number();
    if (ended) {
      throw segments.bad("something after its end record, in line " + number);
    }
    if (lines.line().charAt(0) != ':') {
      throw segments.bad("no record in line " + number);
    }
    byte[] record = lines.bytes(1, segments);
    if (record.length < SHORTEST / 2 || (record[0] & 0xff) != record.length - SHORTEST / 2) {
      throw segments.bad("a record of the wrong length in line " + number);
    }
    if (TextLines.sum(record) != 0) {
      throw segments.bad("a wrong checksum in line " + number);
    }
    int address = (record[1] & 0xff) << 8 | (record[2] & 0xff);
    byte[] data = Arrays.copyOfRange(record, 4, record.length - 1);
    switch (record[3]) {
      case DATA -> segments.add(base + address, data);
      case END_OF_FILE -> ended = true;
      case SEGMENT_ADDRESS -> base = twoBytes(data) << 4;
      case LINEAR_ADDRESS -> base = twoBytes(data) << 16;
      case START_SEGMENT, START_LINEAR -> {
        // Where a debugger would start; a part starts at its vector table.
      }
      default -> throw segments.bad("a record of unknown type " + record[3] + " in line " + number);
    }
  }

  private long twoBytes(byte[] data) throws CoprocessorException {
    if (data.length != 2) {
      throw segments.bad("an address record of the wrong length in line " + lines.number());
    }
    return (data[0] & 0xffL) << 8 | (data[1] & 0xff);
  }
}
