package io.assetota.handlers.coprocessor.esp32;

import io.assetota.handlers.coprocessor.line.FrameException;
import io.assetota.handlers.coprocessor.line.FrameException.Kind;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * Asks the flash of a module how large it is: JEDEC's Read Identification (0x9F), by the registers
 * of the controller, as the ROM has no command for it. The third byte is the size's logarithm.
 */
final class EspFlashSize {
  private static final int READ_IDENTIFICATION = 0x9f;
  private static final int COMMAND_BITS = 7 << 28;
  private static final int HAS_COMMAND = 1 << 31;
  private static final int HAS_ANSWER = 1 << 28;
  private static final int START = 1 << 18;
  private static final int ANSWER_BITS = 24;
  private static final int POLLS = 10;
  private static final int SMALLEST = 16;
  private static final int LARGEST = 28;

  private final Esp32Loader loader;
  private final EspChip chip;

  EspFlashSize(Esp32Loader loader, EspChip chip) {
    this.loader = loader;
    this.chip = chip;
  }

  /** Bytes; empty if the flash doesn't tell it, or the ROM refuses to ask. */
  OptionalLong read() throws IOException {
    int id;
    try {
      id = identification();
    } catch (FrameException e) {
      if (e.kind() == Kind.REFUSED) {
        return OptionalLong.empty();
      }
      throw e;
    }
    int log = id >> 16 & 0xff;
    return log < SMALLEST || log > LARGEST ? OptionalLong.empty() : OptionalLong.of(1L << log);
  }

  private int identification() throws IOException {
    int user = loader.readRegister(chip.userRegister());
    int command = loader.readRegister(chip.userCommandRegister());
    loader.writeRegister(chip.lengthRegister(), ANSWER_BITS - 1);
    loader.writeRegister(chip.userRegister(), HAS_COMMAND | HAS_ANSWER);
    loader.writeRegister(chip.userCommandRegister(), COMMAND_BITS | READ_IDENTIFICATION);
    loader.writeRegister(chip.dataRegister(), 0);
    loader.writeRegister(chip.commandRegister(), START);
    for (int poll = 0; poll < POLLS; poll++) {
      if ((loader.readRegister(chip.commandRegister()) & START) == 0) {
        break;
      }
    }
    int id = loader.readRegister(chip.dataRegister());
    loader.writeRegister(chip.userRegister(), user);
    loader.writeRegister(chip.userCommandRegister(), command);
    return id;
  }
}
