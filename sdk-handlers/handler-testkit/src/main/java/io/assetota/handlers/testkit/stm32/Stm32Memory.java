package io.assetota.handlers.testkit.stm32;

import java.util.Arrays;
import java.util.Map;

/**
 * What the boot loader can address: flash, RAM, and for reading only the information block with
 * system memory, option bytes and the size of flash (AN3155 3.4).
 */
final class Stm32Memory {
  private static final long RAM_START = 0x2000_0000L;
  private static final int RAM_SIZE = 128 << 10;

  /** Where the information block is, of one family or another. */
  private static final long SYSTEM = 0x1ff0_0000L;

  private static final long SYSTEM_END = 0x2000_0000L;
  private static final long SECURE_SYSTEM = 0x0bf8_0000L;
  private static final long SECURE_SYSTEM_END = 0x0c00_0000L;

  private final EmulatedFlash flash;
  private final Map<Long, Integer> words;
  private byte[] ram = new byte[0];

  Stm32Memory(Stm32Chip chip) {
    flash = new EmulatedFlash(chip);
    words = chip.words();
  }

  EmulatedFlash flash() {
    return flash;
  }

  boolean contains(long address, long length) {
    return inFlash(address, length)
        || (address >= RAM_START && address + length <= RAM_START + RAM_SIZE);
  }

  boolean isReadable(long address, long length) {
    long end = address + length;
    return contains(address, length)
        || (address >= SYSTEM && end <= SYSTEM_END)
        || (address >= SECURE_SYSTEM && end <= SECURE_SYSTEM_END)
        || words.containsKey(address & -4L);
  }

  byte[] read(long address, int length) {
    return contains(address, length) ? readMemory(address, length) : readWords(address, length);
  }

  /** What has no value reads as erased. */
  private byte[] readWords(long address, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      long at = address + i;
      int word = words.getOrDefault(at & -4L, -1);
      bytes[i] = (byte) (word >> ((int) (at % 4) * Byte.SIZE));
    }
    return bytes;
  }

  private byte[] readMemory(long address, int length) {
    return inFlash(address, length)
        ? flash.read(offset(address), length)
        : Arrays.copyOfRange(
            ram(), (int) (address - RAM_START), (int) (address - RAM_START) + length);
  }

  void write(long address, byte[] bytes, int from, int length) {
    if (inFlash(address, length)) {
      flash.program(offset(address), bytes, from, length);
    } else {
      System.arraycopy(bytes, from, ram(), (int) (address - RAM_START), length);
    }
  }

  boolean inFlash(long address, long length) {
    return address >= Stm32Chip.FLASH_START
        && address + length <= Stm32Chip.FLASH_START + flash.size();
  }

  int offset(long address) {
    return (int) (address - Stm32Chip.FLASH_START);
  }

  private byte[] ram() {
    if (ram.length == 0) {
      ram = new byte[RAM_SIZE];
    }
    return ram;
  }
}
