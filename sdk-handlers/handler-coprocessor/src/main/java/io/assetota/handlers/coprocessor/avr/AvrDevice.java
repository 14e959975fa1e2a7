package io.assetota.handlers.coprocessor.avr;

import java.util.Arrays;
import java.util.Optional;

/**
 * The AVRs that are known, by their signature. Sizes of flash and pages: the chapters "Boot Loader
 * Support" and "Signature Bytes" of their data sheets. What the boot loader needs is the largest
 * that Arduino's boards.txt leaves to it, else the largest boot section of the part.
 */
enum AvrDevice {
  ATMEGA8("ATmega8", 0x1e9307, 8, 64, 1024),
  ATMEGA88("ATmega88", 0x1e930a, 8, 64, 2048),
  ATMEGA88P("ATmega88P", 0x1e930f, 8, 64, 2048),
  ATMEGA16("ATmega16", 0x1e9403, 16, 128, 2048),
  ATMEGA168("ATmega168", 0x1e9406, 16, 128, 2048),
  ATMEGA168P("ATmega168P", 0x1e940b, 16, 128, 2048),
  ATMEGA32("ATmega32", 0x1e9502, 32, 128, 4096),
  ATMEGA328("ATmega328", 0x1e9514, 32, 128, 2048),
  ATMEGA328P("ATmega328P", 0x1e950f, 32, 128, 2048),
  ATMEGA328PB("ATmega328PB", 0x1e9516, 32, 128, 2048),
  ATMEGA644("ATmega644", 0x1e9609, 64, 256, 8192),
  ATMEGA644P("ATmega644P", 0x1e960a, 64, 256, 8192),
  ATMEGA1280("ATmega1280", 0x1e9703, 128, 256, 4096),
  ATMEGA1284("ATmega1284", 0x1e9706, 128, 256, 8192),
  ATMEGA1284P("ATmega1284P", 0x1e9705, 128, 256, 8192);

  private final String title;
  private final int signature;
  private final int flashSize;
  private final int pageSize;
  private final int bootLoaderSize;

  AvrDevice(String title, int signature, int flashKib, int pageSize, int bootLoaderSize) {
    this.title = title;
    this.signature = signature;
    this.flashSize = flashKib << 10;
    this.pageSize = pageSize;
    this.bootLoaderSize = bootLoaderSize;
  }

  static Optional<AvrDevice> of(int signature) {
    return Arrays.stream(values()).filter(device -> device.signature == signature).findFirst();
  }

  /** Bytes. */
  int flashSize() {
    return flashSize;
  }

  /** Bytes that are erased and written together. */
  int pageSize() {
    return pageSize;
  }

  /** Bytes at the end of flash that belong to the boot loader by default. */
  int bootLoaderSize() {
    return bootLoaderSize;
  }

  @Override
  public String toString() {
    return title;
  }
}
