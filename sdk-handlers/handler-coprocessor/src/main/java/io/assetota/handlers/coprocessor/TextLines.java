package io.assetota.handlers.coprocessor;

import java.nio.charset.StandardCharsets;

/**
 * The lines of a text with records, one after the other. Tools and editors in the field put a byte
 * order mark in front, comments and blank lines between records, and the end-of-file character of
 * CP/M behind the last; none of these is a record.
 */
final class TextLines {
  private static final char BYTE_ORDER_MARK = '\u00ef';
  private static final char END_OF_FILE = '\u001a';

  private final byte[] file;
  private int next;
  private int number;
  private String line = "";

  TextLines(byte[] file) {
    this.file = file;
    boolean marked =
        file.length >= 3 && (file[0] & 0xff) == BYTE_ORDER_MARK && file[1] == -69 && file[2] == -65;
    this.next = marked ? 3 : 0;
  }

  /** Goes to the next record; false if there is none. */
  boolean advance() {
    while (next < file.length) {
      int start = next;
      while (next < file.length && file[next] != '\n' && file[next] != '\r') {
        next++;
      }
      line = new String(file, start, next - start, StandardCharsets.ISO_8859_1).strip();
      if (next < file.length) {
        boolean two = file[next] == '\r' && next + 1 < file.length && file[next + 1] == '\n';
        next += two ? 2 : 1;
      }
      number++;
      if (!line.isEmpty() && !isComment(line)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isComment(String line) {
    char first = line.charAt(0);
    return first == ';' || first == '#' || first == END_OF_FILE || line.startsWith("//");
  }

  /** The record, without blanks around it. */
  String line() {
    return line;
  }

  /** The number of its line, from 1. */
  int number() {
    return number;
  }

  /**
   * Reads the hexadecimal digits of a record.
   *
   * @param from the index of the first digit
   * @return the bytes
   */
  byte[] bytes(int from, SegmentCollector image) throws CoprocessorException {
    if ((line.length() - from) % 2 != 0) {
      throw image.bad("half a byte at the end of line " + number + ": it is cut off");
    }
    byte[] bytes = new byte[(line.length() - from) / 2];
    for (int i = 0; i < bytes.length; i++) {
      int high = Character.digit(line.charAt(from + 2 * i), 16);
      int low = Character.digit(line.charAt(from + 2 * i + 1), 16);
      if (high < 0 || low < 0) {
        throw image.bad("something that is no hexadecimal digit in line " + number);
      }
      bytes[i] = (byte) (high << 4 | low);
    }
    return bytes;
  }

  static int sum(byte[] bytes) {
    int sum = 0;
    for (byte value : bytes) {
      sum += value & 0xff;
    }
    return sum & 0xff;
  }
}
