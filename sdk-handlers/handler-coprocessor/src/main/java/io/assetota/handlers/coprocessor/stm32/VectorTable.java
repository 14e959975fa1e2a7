package io.assetota.handlers.coprocessor.stm32;

import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FirmwareSegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a program of a Cortex-M begins with: the initial stack pointer, and the address of the reset
 * handler (ARMv7-M Architecture Reference Manual, B1.5.3).
 */
final class VectorTable {
  private static final int SIZE = 8;

  /** RAM on any STM32: tightly coupled at 0x10000000, all other from 0x20000000 on. */
  private static final long COUPLED_RAM = 0x1000_0000L;

  private static final long COUPLED_RAM_END = 0x1001_0000L;
  private static final long RAM = 0x2000_0000L;
  private static final long RAM_END = 0x4000_0000L;

  /** Flash, and from 0x0C000000 on the same seen by secure code. */
  private static final long FLASH_END = 0x1000_0000L;

  private VectorTable() {}

  /** Refuses a raw binary that no Cortex-M could start. */
  static void require(FirmwareImage image) throws CoprocessorException {
    FirmwareSegment start = image.segments().get(0);
    if (start.length() < SIZE) {
      throw bad("has " + start.length() + " bytes, less than a vector table");
    }
    ByteBuffer table = ByteBuffer.wrap(start.content(0, SIZE)).order(ByteOrder.LITTLE_ENDIAN);
    long stack = Integer.toUnsignedLong(table.getInt(0));
    long reset = Integer.toUnsignedLong(table.getInt(4));
    boolean stackInRam =
        stack % 4 == 0
            && ((stack > RAM && stack <= RAM_END)
                || (stack > COUPLED_RAM && stack <= COUPLED_RAM_END));
    if (!stackInRam) {
      throw bad(String.format("begins with a stack pointer of 0x%08X, which is not in RAM", stack));
    }
    if (reset % 2 == 0) {
      throw bad(
          String.format(
              "has a reset handler at 0x%08X, which is no Thumb code (it is even)", reset));
    }
    if (reset < Stm32Device.FLASH_START + SIZE || reset >= FLASH_END) {
      throw bad(String.format("has a reset handler at 0x%08X, which is not in flash", reset));
    }
  }

  private static CoprocessorException bad(String what) {
    return new CoprocessorException(
        Problem.BAD_IMAGE,
        "the image is no ELF, Intel HEX, S-record or UF2 file, and as a raw binary it "
            + what
            + ": it is no program for an STM32. Nothing was erased. If it belongs there all the"
            + " same, ask for it to be written raw");
  }
}
