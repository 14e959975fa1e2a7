package io.assetota.handlers.testkit.esp32;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The flash of an ESP32, with the deflated data that the ROM writes into it. */
final class Esp32Flash {
  private static final int SECTOR = 4096;

  private final byte[] content;
  private Inflater inflater = new Inflater();
  private int erasedSectors;
  private int position;

  /** Erased. */
  Esp32Flash(int size) {
    content = new byte[size];
    Arrays.fill(content, (byte) 0xff);
  }

  int size() {
    return content.length;
  }

  int erasedSectors() {
    return erasedSectors;
  }

  /** Puts something there, as if it had been there before. */
  void preset(int address, byte[] bytes) {
    System.arraycopy(bytes, 0, content, address, bytes.length);
  }

  /** Returns a copy of what is there. */
  byte[] read(int address, int length) {
    return Arrays.copyOfRange(content, address, address + length);
  }

  /** Returns the MD5 of what is there. */
  byte[] md5(int address, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      digest.update(content, address, length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Erases the sectors that will be written.
   *
   * @return false if there is no such place
   */
  boolean begin(int size, int address) {
    int end = (address + size + SECTOR - 1) / SECTOR * SECTOR;
    if (size < 0 || address < 0 || address % SECTOR != 0 || end > content.length) {
      return false;
    }
    Arrays.fill(content, address, end, (byte) 0xff);
    erasedSectors += (end - address) / SECTOR;
    inflater.end();
    inflater = new Inflater();
    position = address;
    return true;
  }

  /** Writes what comes next: flash only loses bits until it is erased. */
  void write(byte[] deflated) throws DataFormatException {
    inflater.setInput(deflated);
    byte[] out = new byte[SECTOR];
    for (int count = inflater.inflate(out); count > 0; count = inflater.inflate(out)) {
      for (int i = 0; i < count; i++) {
        content[position++] &= out[i];
      }
    }
  }
}
