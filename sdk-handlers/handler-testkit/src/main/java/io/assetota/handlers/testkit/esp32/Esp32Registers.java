package io.assetota.handlers.testkit.esp32;

import java.util.HashMap;
import java.util.Map;

/** The registers of an ESP32, as far as clients tell the chip and the size of its flash by them. */
final class Esp32Registers {
  private static final int MAGIC = 0x4000_1000;
  private static final int START = 1 << 18;
  private static final int READ_IDENTIFICATION = 0x9f;

  private final Esp32Emulator.Kind kind;
  private final int flashSize;
  private final Map<Integer, Integer> registers = new HashMap<>();

  Esp32Registers(Esp32Emulator.Kind kind, int flashSize) {
    this.kind = kind;
    this.flashSize = flashSize;
  }

  void reset() {
    registers.clear();
  }

  int read(int address) {
    return address == MAGIC ? kind.magic : registers.getOrDefault(address, 0);
  }

  /** Starting the flash controller carries out what its other registers say. */
  void write(int address, int value) {
    registers.put(address, value);
    if (address == kind.spi && (value & START) != 0) {
      int command = registers.getOrDefault(kind.spi + kind.user + 8, 0) & 0xff;
      int size = Integer.numberOfTrailingZeros(flashSize);
      registers.put(kind.spi + kind.data, command == READ_IDENTIFICATION ? size << 16 | 0x40ef : 0);
      registers.put(address, 0);
    }
  }
}
