package io.assetota.handlers.testkit.avr;

/** The AVRs that can be emulated. */
public enum AvrChip {
  /** 8 KiB of flash in pages of 64 bytes. */
  ATMEGA8(0x1e9307, 8 << 10, 64),
  /** 32 KiB of flash in pages of 128 bytes: the part of the Arduino Uno and Nano. */
  ATMEGA328P(0x1e950f, 32 << 10, 128),
  /** 128 KiB of flash in pages of 256 bytes. */
  ATMEGA1284P(0x1e9705, 128 << 10, 256);

  private final int signature;
  private final int flashSize;
  private final int pageSize;

  AvrChip(int signature, int flashSize, int pageSize) {
    this.signature = signature;
    this.flashSize = flashSize;
    this.pageSize = pageSize;
  }

  /**
   * Returns the signature.
   *
   * @return three bytes, the manufacturer's first
   */
  public int signature() {
    return signature;
  }

  /**
   * Returns how much flash the part has.
   *
   * @return bytes
   */
  public int flashSize() {
    return flashSize;
  }

  /**
   * Returns what is erased and written together.
   *
   * @return bytes
   */
  public int pageSize() {
    return pageSize;
  }
}
