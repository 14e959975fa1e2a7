package io.assetota.handlers.testkit.stm32;

/** What the emulated boot loader waits for, and how long that frame is (AN3155 chapter 3). */
enum Stage {
  /** The byte 0x7F, from which it measures the speed. */
  SPEED(1),
  /** A command and its complement. */
  COMMAND(2),
  /** Four bytes of address, or another number, and their XOR. */
  NUMBER(5),
  /** The number of bytes to read less one, and its complement. */
  READ_LENGTH(2),
  /** The number of bytes less one, the bytes, and the XOR of all. */
  WRITE_DATA(-1),
  /** Erase: the number of pages less one, their numbers, and the XOR; or 0xFF 0x00 for all. */
  ERASE_PAGES(-1),
  /** Extended Erase: the same with two bytes each, and three special numbers. */
  EXTENDED_ERASE_PAGES(-1),
  /** Nothing: the program runs, or the part is held in reset. */
  NOTHING(Integer.MAX_VALUE);

  private final int fixedLength;

  Stage(int fixedLength) {
    this.fixedLength = fixedLength;
  }

  /** How long the frame is, as far as its first {@code count} bytes tell. */
  int frameLength(byte[] frame, int count) {
    return switch (this) {
      case WRITE_DATA -> count < 1 ? 1 : (frame[0] & 0xff) + 3;
      case ERASE_PAGES -> count < 1 ? 1 : (frame[0] & 0xff) == 0xff ? 2 : (frame[0] & 0xff) + 3;
      case EXTENDED_ERASE_PAGES -> {
        int number = count < 2 ? 0 : (frame[0] & 0xff) << 8 | (frame[1] & 0xff);
        yield count < 2 ? 2 : number >= 0xfff0 ? 3 : 2 + 2 * (number + 1) + 1;
      }
      default -> fixedLength;
    };
  }
}
