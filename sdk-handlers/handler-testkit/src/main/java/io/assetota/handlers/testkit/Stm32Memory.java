package io.assetota.handlers.testkit;

import java.util.Arrays;

/** What the boot loader can address: flash and RAM. */
final class Stm32Memory {
  private static final long RAM_START = 0x2000_0000L;
  private static final int RAM_SIZE = 128 << 10;

  private final EmulatedFlash flash;
  private byte[] ram = new byte[0];

  Stm32Memory(Stm32Chip chip) {
    flash = new EmulatedFlash(chip);
  }

  EmulatedFlash flash() {
    return flash;
  }

  boolean contains(long address, long length) {
    return inFlash(address, length)
        || (address >= RAM_START && address + length <= RAM_START + RAM_SIZE);
  }

  byte[] read(long address, int length) {
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
