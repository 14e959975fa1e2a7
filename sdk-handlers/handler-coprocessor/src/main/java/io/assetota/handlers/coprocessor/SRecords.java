package io.assetota.handlers.coprocessor;

import java.util.Arrays;
import java.util.List;

/**
 * Reads Motorola S-records: S0 to S9, as the manual page srec(5) of the Unix tools describes them.
 */
final class SRecords {
  private static final int ALL_BUT_CHECKSUM = 0xff;

  private final SegmentCollector segments = new SegmentCollector("S-record");
  private final TextLines lines;
  private long dataRecords;
  private boolean ended;

  private SRecords(byte[] file) {
    this.lines = new TextLines(file);
  }

  /** An S, a digit, and the first three bytes of a record. */
  static boolean isSRecords(byte[] file) {
    TextLines lines = new TextLines(file);
    if (!lines.advance()) {
      return false;
    }
    String line = lines.line();
    return line.length() >= 10
        && line.charAt(0) == 'S'
        && Character.isDigit(line.charAt(1))
        && line.chars().skip(2).limit(6).allMatch(c -> Character.digit(c, 16) >= 0);
  }

  static List<FirmwareSegment> segments(byte[] file) throws CoprocessorException {
    SRecords records = new SRecords(file);
    while (records.lines.advance()) {
      records.record();
    }
    if (!records.ended) {
      throw records.segments.bad(
          "no end record: it is cut off after line " + records.lines.number());
    }
    return records.segments.segments();
  }

  private void record() throws CoprocessorException {
    String line = lines.line();
    int number = lines.number();
    if (ended) {
      throw segments.bad("something after its end record, in line " + number);
    }
    if (line.length() < 2 || line.charAt(0) != 'S') {
      throw segments.bad("no record in line " + number);
    }
    byte[] record = lines.bytes(2, segments);
    int type = line.charAt(1) - '0';
    int addressBytes = addressBytes(type);
    if (record.length < addressBytes + 2 || (record[0] & 0xff) != record.length - 1) {
      throw segments.bad("a record of the wrong length in line " + number);
    }
    if (TextLines.sum(record) != ALL_BUT_CHECKSUM) {
      throw segments.bad("a wrong checksum in line " + number);
    }
    long address = 0;
    for (int i = 1; i <= addressBytes; i++) {
      address = address << 8 | (record[i] & 0xff);
    }
    switch (type) {
      case 1, 2, 3 -> {
        dataRecords++;
        segments.add(address, Arrays.copyOfRange(record, 1 + addressBytes, record.length - 1));
      }
      case 5, 6 -> requireCount(address, addressBytes);
      case 7, 8, 9 -> ended = true;
      default -> {
        // A title.
      }
    }
  }

  private int addressBytes(int type) throws CoprocessorException {
    return switch (type) {
      case 0, 1, 5, 9 -> 2;
      case 2, 6, 8 -> 3;
      case 3, 7 -> 4;
      default -> throw segments.bad("a record of unknown type in line " + lines.number());
    };
  }

  private void requireCount(long count, int bytes) throws CoprocessorException {
    long mask = (1L << (bytes * Byte.SIZE)) - 1;
    if (count != (dataRecords & mask)) {
      throw segments.bad(
          "a count of " + count + " records in line " + lines.number() + " behind " + dataRecords);
    }
  }
}
