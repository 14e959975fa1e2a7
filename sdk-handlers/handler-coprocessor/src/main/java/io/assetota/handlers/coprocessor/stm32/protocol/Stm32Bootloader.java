package io.assetota.handlers.coprocessor.stm32.protocol;

import io.assetota.handlers.coprocessor.line.FrameException;
import io.assetota.handlers.coprocessor.line.FrameException.Kind;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * The commands of the STM32 boot loader on a serial line, as ST's AN3155 describes them, one method
 * each. This class never repeats a command; its callers do.
 *
 * <p>The link must run at 8E1. Every method fails with an {@link
 * io.assetota.core.model.AssetException} if the part refuses, is silent or answers garbage; the
 * conversation is then out of step until {@link #sync()}. Not safe for use by several threads.
 */
public final class Stm32Bootloader {
  /** The most bytes that are read or written at once (AN3155 3.4 and 3.6). */
  public static final int MAX_BLOCK = 256;

  /** Commands are answered within milliseconds; USB converters and a loaded host add some. */
  private static final Duration ANSWER = Duration.ofSeconds(1);

  /** Erasing all of a large part: 32 s at most (data sheet of the STM32F429, table 48). */
  private static final Duration MASS_ERASE = Duration.ofSeconds(40);

  /** The polynomial and initial value that the CRC unit has after reset. */
  static final int POLYNOMIAL = 0x04c1_1db7;

  private final Stm32Frames frames;
  private Stm32Command last = Stm32Command.GET;

  /**
   * Talks over a line.
   *
   * @param link a line at 8E1; it stays open
   * @param clock for deadlines
   */
  public Stm32Bootloader(SerialLink link, MonotonicClock clock) {
    this.frames = new Stm32Frames(link, clock);
  }

  /**
   * Finds the boot loader in whatever state a reset or an unfinished session left it.
   *
   * @return true if it was reset since it was last talked to, false if it goes on
   * @throws IOException if there is no boot loader, or the line fails
   */
  public boolean sync() throws IOException {
    return new Stm32Sync(frames.link(), frames.clock()).find(last == Stm32Command.EXTENDED_ERASE);
  }

  /**
   * Get (AN3155 3.1).
   *
   * @return what the part offers
   * @throws IOException if the part does not answer properly
   */
  public Stm32Info get() throws IOException {
    command(Stm32Command.GET);
    int count = frames.read(1, ANSWER, "Get")[0] & 0xff;
    byte[] answer = frames.read(count + 1, ANSWER, "Get");
    frames.awaitAck(ANSWER, "Get");
    Set<Integer> commands = new HashSet<>();
    for (int i = 1; i < answer.length; i++) {
      commands.add(answer[i] & 0xff);
    }
    return new Stm32Info(answer[0] & 0xff, commands);
  }

  /**
   * Get Version (AN3155 3.2).
   *
   * @return the protocol's version in BCD: 0x31 is 3.1
   * @throws IOException if the part does not answer properly
   */
  public int version() throws IOException {
    command(Stm32Command.GET_VERSION);
    byte[] answer = frames.read(3, ANSWER, "Get Version");
    frames.awaitAck(ANSWER, "Get Version");
    return answer[0] & 0xff;
  }

  /**
   * Get ID (AN3155 3.3).
   *
   * @return the chip id, 12 bits
   * @throws IOException if the part does not answer properly
   */
  public int chipId() throws IOException {
    command(Stm32Command.GET_ID);
    byte[] answer = frames.read(3, ANSWER, "Get ID");
    frames.awaitAck(ANSWER, "Get ID");
    if (answer[0] != 1) {
      throw new FrameException(Kind.GARBLED, "Get ID: an id of " + (answer[0] + 1) + " bytes");
    }
    return (answer[1] & 0xff) << 8 | (answer[2] & 0xff);
  }

  /**
   * Read Memory (AN3155 3.4).
   *
   * @param address where
   * @param length bytes, 1 to {@value #MAX_BLOCK}
   * @return the content
   * @throws IOException if the part refuses or does not answer properly
   */
  public byte[] read(long address, int length) throws IOException {
    if (length < 1 || length > MAX_BLOCK) {
      throw new IllegalArgumentException("1 to 256 bytes are read at once, not " + length);
    }
    String what = String.format("Read Memory at 0x%08X", address);
    command(Stm32Command.READ_MEMORY);
    frames.sendNumber(address, ANSWER, what);
    frames.sendWithComplement(length - 1, ANSWER, what);
    return frames.read(length, ANSWER.plusNanos(wireTime(length)), what);
  }

  /**
   * Write Memory (AN3155 3.6). Programs; it does not erase.
   *
   * @param address where, a multiple of 4
   * @param content 4 to {@value #MAX_BLOCK} bytes, a multiple of 4
   * @throws IOException if the part refuses or does not answer properly
   */
  public void write(long address, byte[] content) throws IOException {
    if (content.length < 4 || content.length > MAX_BLOCK || (content.length | address) % 4 != 0) {
      throw new IllegalArgumentException("whole words are written, 64 at most");
    }
    String what = String.format("Write Memory at 0x%08X", address);
    byte[] frame = new byte[content.length + 2];
    frame[0] = (byte) (content.length - 1);
    System.arraycopy(content, 0, frame, 1, content.length);
    frame[frame.length - 1] = Stm32Frames.xor(frame, frame.length - 1);
    command(Stm32Command.WRITE_MEMORY);
    frames.sendNumber(address, ANSWER, what);
    frames.send(frame, ANSWER.plusNanos(wireTime(frame.length)), what);
  }

  /**
   * Erase (AN3155 3.7) of single pages.
   *
   * @param pages their numbers, 1 to 255 of them, each 0 to 255
   * @param timeout how long it may take
   * @throws IOException if the part refuses or does not answer properly
   */
  public void erase(int[] pages, Duration timeout) throws IOException {
    byte[] frame = new byte[pages.length + 2];
    frame[0] = (byte) (pages.length - 1);
    for (int i = 0; i < pages.length; i++) {
      frame[i + 1] = (byte) pages[i];
    }
    frame[frame.length - 1] = Stm32Frames.xor(frame, frame.length - 1);
    command(Stm32Command.ERASE);
    frames.send(frame, timeout, "Erase");
  }

  /**
   * Extended Erase (AN3155 3.8) of single pages.
   *
   * @param pages their numbers, each 0 to 65535
   * @param timeout how long it may take
   * @throws IOException if the part refuses or does not answer properly
   */
  public void extendedErase(int[] pages, Duration timeout) throws IOException {
    byte[] frame = new byte[2 * pages.length + 3];
    frame[0] = (byte) ((pages.length - 1) >> 8);
    frame[1] = (byte) (pages.length - 1);
    for (int i = 0; i < pages.length; i++) {
      frame[2 * i + 2] = (byte) (pages[i] >> 8);
      frame[2 * i + 3] = (byte) pages[i];
    }
    frame[frame.length - 1] = Stm32Frames.xor(frame, frame.length - 1);
    command(Stm32Command.EXTENDED_ERASE);
    frames.send(frame, timeout, "Extended Erase");
  }

  /**
   * Erase of all flash (AN3155 3.7): global erase.
   *
   * @throws IOException if the part refuses or does not answer properly
   */
  public void eraseAll() throws IOException {
    command(Stm32Command.ERASE);
    frames.sendWithComplement(0xff, MASS_ERASE, "global erase");
  }

  /**
   * Extended Erase of all flash or of one bank (AN3155 3.8).
   *
   * @param what all, or a bank
   * @throws IOException if the part refuses, which those without banks do, or does not answer
   */
  public void extendedEraseAll(EraseArea what) throws IOException {
    command(Stm32Command.EXTENDED_ERASE);
    byte[] frame = {(byte) 0xff, (byte) what.code, (byte) (0xff ^ what.code)};
    frames.send(frame, MASS_ERASE, "erase of " + what);
  }

  /** What Extended Erase can erase at once. */
  public enum EraseArea {
    /** All flash. */
    ALL(0xff),
    /** The first bank. */
    BANK_1(0xfe),
    /** The second bank. */
    BANK_2(0xfd);

    private final int code;

    EraseArea(int code) {
      this.code = code;
    }
  }

  /**
   * Go (AN3155 3.5): leaves the boot loader.
   *
   * @param address of a vector table
   * @throws IOException if the part refuses or does not answer properly
   */
  public void go(long address) throws IOException {
    command(Stm32Command.GO);
    frames.sendNumber(address, ANSWER, String.format("Go to 0x%08X", address));
  }

  /**
   * Readout Unprotect (AN3155 3.12): <em>erases all flash</em>, lifts the protection, and resets.
   *
   * @throws IOException if the part refuses or does not answer properly
   */
  public void unprotectReadout() throws IOException {
    command(Stm32Command.READOUT_UNPROTECT);
    frames.awaitAck(MASS_ERASE, "Readout Unprotect");
  }

  /**
   * Get Checksum (AN3155 3.13): the CRC unit's value over an area, with its reset polynomial
   * 0x04C11DB7 and initial value 0xFFFFFFFF.
   *
   * @param address where, a multiple of 4
   * @param length bytes, a multiple of 4
   * @return the checksum
   * @throws IOException if the part refuses or does not answer properly
   */
  public int checksum(long address, int length) throws IOException {
    String what = String.format("Get Checksum at 0x%08X", address);
    command(Stm32Command.GET_CHECKSUM);
    frames.sendNumber(address, ANSWER, what);
    frames.sendNumber(length, ANSWER, what);
    frames.sendNumber(POLYNOMIAL, ANSWER, what);
    frames.sendNumber(0xffff_ffffL, ANSWER.multipliedBy(5), what);
    byte[] answer = frames.read(5, ANSWER.multipliedBy(5), what);
    if (Stm32Frames.xor(answer, 5) != 0 && answer[0] == Stm32Frames.ACK) {
      // Some boot loaders acknowledge the end of the computation, too.
      System.arraycopy(answer, 1, answer, 0, 4);
      answer[4] = frames.read(1, ANSWER, what)[0];
    }
    if (Stm32Frames.xor(answer, 5) != 0) {
      throw new FrameException(Kind.GARBLED, what + ": the answer's own checksum is wrong");
    }
    return answer[0] << 24
        | (answer[1] & 0xff) << 16
        | (answer[2] & 0xff) << 8
        | (answer[3] & 0xff);
  }

  private void command(Stm32Command command) throws IOException {
    last = command;
    frames.sendWithComplement(command.code(), ANSWER, command.toString());
  }

  private long wireTime(int bytes) {
    return frames.link().settings().nanosFor(bytes);
  }
}
