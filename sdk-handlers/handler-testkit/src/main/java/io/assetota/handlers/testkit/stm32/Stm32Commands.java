package io.assetota.handlers.testkit.stm32;

import static io.assetota.handlers.testkit.stm32.Stm32Emulator.ACK;
import static io.assetota.handlers.testkit.stm32.Stm32Emulator.NACK;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Carries out the commands of the boot loader (AN3155 3.1 to 3.13). */
final class Stm32Commands {
  private static final int GET = 0x00;
  private static final int GET_VERSION = 0x01;
  private static final int GET_ID = 0x02;
  private static final int READ = 0x11;
  private static final int GO = 0x21;
  private static final int WRITE = 0x31;
  private static final int ERASE = 0x43;
  private static final int EXTENDED_ERASE = 0x44;
  private static final int READOUT_UNPROTECT = 0x92;
  private static final int GET_CHECKSUM = 0xa1;
  private static final Stm32Reply REFUSED =
      new Stm32Reply(new byte[] {NACK}, Stage.COMMAND, 0, false);

  private final Stm32Chip chip;
  private final Stm32Memory memory;
  private final List<Integer> offered;
  private final Deque<Long> numbers = new ArrayDeque<>();
  private int command;
  private boolean readoutProtected;
  private int lastWrite;

  Stm32Commands(Stm32Chip chip, Stm32Memory memory) {
    this.chip = chip;
    this.memory = memory;
    int erase = chip.extendedErase() ? EXTENDED_ERASE : ERASE;
    List<Integer> always =
        List.of(GET, GET_VERSION, GET_ID, READ, GO, WRITE, erase, 0x63, 0x73, 0x82, 0x92);
    offered = new java.util.ArrayList<>(always);
    if (chip.checksum()) {
      offered.add(GET_CHECKSUM);
    }
  }

  void protectReadout() {
    readoutProtected = true;
  }

  /** After a reset nothing is half done. */
  void forget() {
    numbers.clear();
  }

  Stm32Reply handle(Stage stage, byte[] frame, int length) {
    return switch (stage) {
      case COMMAND -> command(frame);
      case NUMBER -> number(frame);
      case READ_LENGTH -> read(frame);
      case WRITE_DATA -> write(frame, length);
      case ERASE_PAGES -> erase(frame, length);
      case EXTENDED_ERASE_PAGES -> extendedErase(frame, length);
      default -> REFUSED;
    };
  }

  private Stm32Reply command(byte[] frame) {
    command = frame[0] & 0xff;
    numbers.clear();
    boolean allowed = !readoutProtected || command <= GET_ID || command == READOUT_UNPROTECT;
    if ((frame[0] ^ frame[1] ^ 0xff) << 24 != 0 || !offered.contains(command) || !allowed) {
      return REFUSED;
    }
    return switch (command) {
      case GET -> answer(get());
      case GET_VERSION -> answer(new byte[] {ACK, (byte) chip.version(), 0, 0, ACK});
      case GET_ID -> answer(new byte[] {ACK, 1, (byte) (chip.id() >> 8), (byte) chip.id(), ACK});
      case READ, GO, WRITE, GET_CHECKSUM -> acknowledge(Stage.NUMBER);
      case ERASE -> acknowledge(Stage.ERASE_PAGES);
      case EXTENDED_ERASE -> acknowledge(Stage.EXTENDED_ERASE_PAGES);
      case READOUT_UNPROTECT -> {
        readoutProtected = false;
        eraseAll();
        yield new Stm32Reply(new byte[] {ACK, ACK}, Stage.SPEED, chip.eraseTime().toNanos(), true);
      }
      default -> REFUSED;
    };
  }

  private byte[] get() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(ACK);
    out.write(offered.size());
    out.write(chip.version());
    offered.forEach(out::write);
    out.write(ACK);
    return out.toByteArray();
  }

  private Stm32Reply number(byte[] frame) {
    if (xor(frame, 5) != 0) {
      return REFUSED;
    }
    numbers.add(
        (frame[0] & 0xffL) << 24
            | (frame[1] & 0xff) << 16
            | (frame[2] & 0xff) << 8
            | (frame[3] & 0xff));
    boolean valid =
        command == READ
            ? memory.isReadable(numbers.getFirst(), 1)
            : memory.contains(numbers.getFirst(), 4);
    if (!valid) {
      return REFUSED;
    }
    return switch (command) {
      case READ -> acknowledge(Stage.READ_LENGTH);
      case WRITE -> acknowledge(Stage.WRITE_DATA);
      case GO -> acknowledge(Stage.NOTHING);
      default -> numbers.size() < 4 ? acknowledge(Stage.NUMBER) : checksum();
    };
  }

  private Stm32Reply read(byte[] frame) {
    int length = (frame[0] & 0xff) + 1;
    long address = numbers.getFirst();
    if ((frame[0] ^ frame[1] ^ 0xff) << 24 != 0 || !memory.isReadable(address, length)) {
      return REFUSED;
    }
    byte[] answer = new byte[1 + length];
    answer[0] = ACK;
    System.arraycopy(memory.read(address, length), 0, answer, 1, length);
    return answer(answer);
  }

  private Stm32Reply write(byte[] frame, int length) {
    int bytes = length - 2;
    long address = numbers.getFirst();
    if (xor(frame, length) != 0
        || address % 4 != 0
        || bytes % 4 != 0
        || !memory.contains(address, bytes)) {
      return REFUSED;
    }
    memory.write(address, frame, 1, bytes);
    lastWrite = memory.inFlash(address, bytes) ? memory.offset(address) + bytes / 2 : -1;
    return new Stm32Reply(
        new byte[] {ACK}, Stage.COMMAND, chip.programTime().toNanos() * bytes / 256, false);
  }

  void corruptLastWrite() {
    if (lastWrite >= 0) {
      memory.flash().flipBit(lastWrite);
    }
  }

  private Stm32Reply erase(byte[] frame, int length) {
    if (length == 2) {
      return frame[1] == 0 ? eraseAll() : REFUSED;
    }
    return xor(frame, length) != 0 ? REFUSED : erase(pages(frame, length, 1));
  }

  private Stm32Reply extendedErase(byte[] frame, int length) {
    if (xor(frame, length) != 0) {
      return REFUSED;
    }
    if (length == 3) {
      // 0xFFFF is mass erase; 0xFFFE and 0xFFFD are banks, which these chips don't have.
      return (frame[1] & 0xff) == 0xff ? eraseAll() : REFUSED;
    }
    return erase(pages(frame, length, 2));
  }

  private static int[] pages(byte[] frame, int length, int width) {
    int[] pages = new int[(length - width - 1) / width];
    for (int i = 0; i < pages.length; i++) {
      int at = width * (i + 1);
      pages[i] = width == 1 ? frame[at] & 0xff : (frame[at] & 0xff) << 8 | (frame[at + 1] & 0xff);
    }
    return pages;
  }

  private Stm32Reply erase(int[] numbers) {
    int[] pages = Arrays.stream(numbers).map(this::page).toArray();
    if (Arrays.stream(pages).anyMatch(page -> page < 0 || page >= memory.flash().pages())) {
      return REFUSED;
    }
    Arrays.stream(pages).forEach(memory.flash()::erase);
    return new Stm32Reply(
        new byte[] {ACK}, Stage.COMMAND, chip.eraseTime().toNanos() * pages.length, false);
  }

  /** Which page has a number; -1 if none has. */
  private int page(int number) {
    Stm32Chip.SecondBank bank = chip.secondBank();
    if (number >= bank.number()) {
      return bank.firstPage() + number - bank.number();
    }
    return number < bank.firstPage() ? number : -1;
  }

  private Stm32Reply eraseAll() {
    for (int page = 0; page < memory.flash().pages(); page++) {
      memory.flash().erase(page);
    }
    return new Stm32Reply(new byte[] {ACK}, Stage.COMMAND, chip.eraseTime().toNanos(), false);
  }

  private Stm32Reply checksum() {
    long address = numbers.removeFirst();
    long length = numbers.removeFirst();
    if (length % 4 != 0 || length == 0 || !memory.inFlash(address, length)) {
      return REFUSED;
    }
    int crc =
        Stm32Crc.of(
            memory.read(address, (int) length),
            numbers.removeFirst().intValue(),
            numbers.removeFirst().intValue());
    byte[] answer = {ACK, (byte) (crc >> 24), (byte) (crc >> 16), (byte) (crc >> 8), (byte) crc, 0};
    answer[5] = (byte) (answer[1] ^ answer[2] ^ answer[3] ^ answer[4]);
    return answer(answer);
  }

  /** The part lost power in the middle: half of the work is done. */
  void breakOff(Stage stage, byte[] frame, int length) {
    if (stage == Stage.WRITE_DATA && xor(frame, length) == 0) {
      memory.write(numbers.getFirst(), frame, 1, (length - 2) / 2);
    } else if (stage == Stage.ERASE_PAGES && length > 3) {
      int[] pages = pages(frame, length, 1);
      erase(Arrays.copyOf(pages, pages.length / 2));
    }
  }

  private static Stm32Reply answer(byte[] bytes) {
    return new Stm32Reply(bytes, Stage.COMMAND, 0, false);
  }

  private static Stm32Reply acknowledge(Stage next) {
    return new Stm32Reply(new byte[] {ACK}, next, 0, false);
  }

  private static int xor(byte[] bytes, int length) {
    int xor = 0;
    for (int i = 0; i < length; i++) {
      xor ^= bytes[i];
    }
    return xor & 0xff;
  }
}
