package io.assetota.handlers.testkit.avr;

import io.assetota.handlers.io.ControlLine;
import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.OutputPin;
import io.assetota.handlers.testkit.SerialPart;
import io.assetota.handlers.testkit.pin.EmulatedPin;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An AVR with Optiboot, a boot loader that speaks the STK500 protocol, version 1 (Atmel, AVR061).
 * It listens after a reset, gives way to the program when nothing comes for a second or a frame
 * does not end as it should, and hears nothing while it blinks in the beginning.
 *
 * <p>It waits in the boot loader from the start; {@link #resetPin()} brings it back there. Used by
 * one thread at a time.
 */
public final class AvrEmulator implements SerialPart {
  private static final int END = 0x20;
  private static final byte IN_SYNC = 0x14;
  private static final byte OK = 0x10;
  private static final int MAJOR_VERSION = 0x81;
  private static final int MINOR_VERSION = 0x82;
  private static final byte UNKNOWN_PARAMETER = 3;
  private static final long MILLISECOND = 1_000_000L;
  private static final long SECOND = 1000 * MILLISECOND;

  /** Optiboot blinks three times before it listens. */
  private static final long BLINKING = 300 * MILLISECOND;

  /** Data sheet of the ATmega328P, "Store Program Memory": 4.5 ms to erase, 4.5 ms to write. */
  private static final long PAGE_TIME = 9 * MILLISECOND;

  private final AvrChip chip;
  private final byte[] flash;
  private final Set<Integer> lockedPages = new HashSet<>();
  private final EmulatedPin reset = new EmulatedPin(Level.HIGH, this::resetPinChanged);
  private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
  private @Nullable Line line;
  private boolean wiredToControlLines;
  private boolean blinks;
  private long heard = Long.MIN_VALUE;
  private boolean programRuns;
  private int pagesWritten;
  private int corruptedWrite = -1;
  private int address;

  /**
   * Creates a part with erased flash.
   *
   * @param chip which one
   */
  public AvrEmulator(AvrChip chip) {
    this.chip = chip;
    this.flash = new byte[chip.flashSize()];
    Arrays.fill(flash, (byte) 0xff);
  }

  /**
   * Returns the reset pin.
   *
   * @return low holds the part in reset
   */
  public OutputPin resetPin() {
    return reset;
  }

  /** Resets the part, as its pin would. */
  public void reset() {
    restart();
  }

  /** Wires the reset to DTR, through a capacitor as on Arduino boards. */
  public void wireToControlLines() {
    wiredToControlLines = true;
  }

  /**
   * Lets one bit go wrong in flash, once.
   *
   * @param write at which written page, from 0
   */
  public void corruptWrite(int write) {
    corruptedWrite = write;
  }

  /**
   * Puts something into flash, as if it had been there before.
   *
   * @param at the address
   * @param content the bytes
   */
  public void preset(int at, byte[] content) {
    System.arraycopy(content, 0, flash, at, content.length);
  }

  /**
   * Locks a page: writing it has no effect, as with lock bits.
   *
   * @param page its number, from 0
   */
  public void lock(int page) {
    lockedPages.add(page);
  }

  /**
   * Returns what flash holds.
   *
   * @param at the address
   * @param length how many bytes
   * @return a copy
   */
  public byte[] flash(int at, int length) {
    return Arrays.copyOfRange(flash, at, at + length);
  }

  /**
   * Returns how many pages were written.
   *
   * @return a count since the start
   */
  public int pagesWritten() {
    return pagesWritten;
  }

  /**
   * Returns whether the boot loader gave way to the program.
   *
   * @return true after it was asked to leave, and after a frame that it did not understand
   */
  public boolean programRuns() {
    return programRuns;
  }

  private void resetPinChanged(Level level) {
    if (level == Level.HIGH) {
      restart();
    }
  }

  @Override
  public void controlLinesChanged(Set<ControlLine> asserted) {
    if (wiredToControlLines && asserted.contains(ControlLine.DTR)) {
      restart();
    }
  }

  private void restart() {
    frame.reset();
    programRuns = false;
    blinks = true;
    heard = Long.MIN_VALUE;
    address = 0;
    if (line != null) {
      line.fallSilent();
    }
  }

  @Override
  public void receive(int value, long nanos, Line toHost) {
    line = toHost;
    if (programRuns || !reset.isHigh()) {
      return;
    }
    if (heard == Long.MIN_VALUE) {
      heard = nanos;
    }
    if (blinks) {
      if (nanos - heard < BLINKING) {
        return;
      }
      blinks = false;
    } else if (nanos - heard > SECOND) {
      programRuns = true;
      return;
    }
    heard = nanos;
    frame.write(value);
    byte[] bytes = frame.toByteArray();
    if (bytes.length == length(bytes)) {
      frame.reset();
      carryOut(bytes, nanos, toHost);
    }
  }

  private static int length(byte[] frame) {
    return switch (frame[0]) {
      case 'A' -> 3;
      case 'B' -> 22;
      case 'E' -> 7;
      case 'U' -> 4;
      case 'V' -> 6;
      case 't' -> 5;
      case 'd' -> frame.length < 3 ? 5 : 5 + ((frame[1] & 0xff) << 8 | (frame[2] & 0xff));
      default -> 2;
    };
  }

  private void carryOut(byte[] bytes, long nanos, Line toHost) {
    if (bytes[bytes.length - 1] != END) {
      programRuns = true; // By its watchdog, in 16 ms.
      return;
    }
    long done = nanos;
    byte[] data = new byte[0];
    switch (bytes[0]) {
      case 'A' -> data = new byte[] {parameter(bytes[1] & 0xff)};
      case 'U' -> address = 2 * ((bytes[1] & 0xff) | (bytes[2] & 0xff) << 8);
      case 'V' -> data = new byte[1];
      case 'd' -> {
        write(Arrays.copyOfRange(bytes, 4, bytes.length - 1));
        done += PAGE_TIME;
      }
      case 't' -> data = read((bytes[1] & 0xff) << 8 | (bytes[2] & 0xff));
      case 'u' ->
          data =
              new byte[] {
                (byte) (chip.signature() >> 16),
                (byte) (chip.signature() >> 8),
                (byte) chip.signature()
              };
      default -> {
        // Optiboot says yes to everything else.
      }
    }
    answer(data, done, toHost);
    if (bytes[0] == 'Q') {
      programRuns = true;
    }
  }

  private static byte parameter(int parameter) {
    return switch (parameter) {
      case MAJOR_VERSION -> 8;
      case MINOR_VERSION -> 3;
      default -> UNKNOWN_PARAMETER;
    };
  }

  private byte[] read(int length) {
    byte[] data = new byte[length];
    for (int i = 0; i < length; i++) {
      data[i] = flash[(address + i) % flash.length];
    }
    return data;
  }

  /** Erases the page and writes what came; the buffer of the part has no more than a page. */
  private void write(byte[] data) {
    int page = address % flash.length / chip.pageSize();
    pagesWritten++;
    if (lockedPages.contains(page)) {
      return;
    }
    Arrays.fill(flash, page * chip.pageSize(), (page + 1) * chip.pageSize(), (byte) 0xff);
    for (int i = 0; i < data.length; i++) {
      flash[page * chip.pageSize() + (address + i) % chip.pageSize()] = data[i];
    }
    if (pagesWritten - 1 == corruptedWrite) {
      flash[page * chip.pageSize() + corruptedWrite % chip.pageSize()] ^= 1;
    }
  }

  private void answer(byte[] data, long nanos, Line toHost) {
    byte[] answer = new byte[data.length + 2];
    answer[0] = IN_SYNC;
    System.arraycopy(data, 0, answer, 1, data.length);
    answer[answer.length - 1] = OK;
    toHost.send(answer, nanos);
  }
}
