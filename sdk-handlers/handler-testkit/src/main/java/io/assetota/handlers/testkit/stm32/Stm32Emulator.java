package io.assetota.handlers.testkit.stm32;

import io.assetota.handlers.io.ControlLine;
import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.OutputPin;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialSettings.Parity;
import io.assetota.handlers.testkit.EmulatedSerialLink;
import io.assetota.handlers.testkit.PseudoTerminal;
import io.assetota.handlers.testkit.SerialPart;
import io.assetota.handlers.testkit.pin.EmulatedPin;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An STM32 with its boot loader, byte for byte as AN3155 describes it, and with flash that behaves
 * like flash. Connect it with an {@link EmulatedSerialLink} or a {@link PseudoTerminal}.
 *
 * <p>It waits in the boot loader from the start, as a part does whose BOOT0 pin is strapped high;
 * {@link #boot0Pin()} and {@link #resetPin()} let a test control that. It answers only after 0x7F,
 * only with even parity, and only at the speed of that byte; while it erases or programs it hears
 * nothing. As on the real part there is no timeout: a half-sent frame stays half-sent.
 *
 * <p>One {@link Stm32Fault} can be set. Used by one thread at a time.
 */
public final class Stm32Emulator implements SerialPart {
  static final byte ACK = 0x79;
  static final byte NACK = 0x1f;
  static final byte BUSY = 0x76;
  private static final long SECOND = 1_000_000_000L;
  private static final int LONGEST_FRAME = 2 + 2 * 0xfff0 + 1;

  private final Stm32Memory memory;
  private final Stm32Commands commands;
  private final @Nullable Stm32Fault fault;
  private final Random noise;
  private final EmulatedPin boot0 = new EmulatedPin(Level.HIGH, high -> {});
  private final EmulatedPin reset = new EmulatedPin(Level.HIGH, this::resetPinChanged);

  private byte[] frame = new byte[300];
  private int count;
  private int frames;
  private Stage stage = Stage.SPEED;
  private SerialSettings settings = new SerialSettings(115_200, Parity.EVEN);
  private @Nullable SerialSettings measured;
  private @Nullable Line line;
  private boolean wiredToControlLines;
  private boolean understood = true;
  private boolean faultHappened;
  private boolean programRuns;
  private long busyUntil = Long.MIN_VALUE;

  /**
   * Creates a part on which nothing goes wrong.
   *
   * @param chip which one
   */
  public Stm32Emulator(Stm32Chip chip) {
    this(chip, null);
  }

  /**
   * Creates a part on which one thing goes wrong.
   *
   * @param chip which one
   * @param fault what goes wrong, or null
   */
  public Stm32Emulator(Stm32Chip chip, @Nullable Stm32Fault fault) {
    this.memory = new Stm32Memory(chip);
    this.commands = new Stm32Commands(chip, memory);
    this.fault = fault;
    this.noise = new Random(fault == null ? 0 : fault.frame());
  }

  /**
   * Returns the flash.
   *
   * @return the flash of this part
   */
  public EmulatedFlash flash() {
    return memory.flash();
  }

  /**
   * Returns the BOOT0 pin.
   *
   * @return high means that the next reset enters the boot loader
   */
  public OutputPin boot0Pin() {
    return boot0;
  }

  /**
   * Returns the reset pin.
   *
   * @return low holds the part in reset
   */
  public OutputPin resetPin() {
    return reset;
  }

  /** Wires BOOT0 to DTR and reset to RTS: asserting DTR raises BOOT0, asserting RTS resets. */
  public void wireToControlLines() {
    wiredToControlLines = true;
  }

  /** Activates readout protection: only Get, Get Version, Get ID and Readout Unprotect remain. */
  public void protectReadout() {
    commands.protectReadout();
  }

  /**
   * Returns whether the boot loader gave way to the program.
   *
   * @return true after Go, and after a reset with BOOT0 low
   */
  public boolean programRuns() {
    return programRuns;
  }

  /**
   * Returns how many frames arrived.
   *
   * @return a count since the start
   */
  public int frames() {
    return frames;
  }

  /**
   * Returns whether the fault happened.
   *
   * @return false if the conversation never came to its frame, or that frame can't have it
   */
  public boolean faultHappened() {
    return faultHappened;
  }

  @Override
  public void settingsChanged(SerialSettings newSettings) {
    settings = newSettings;
    understood =
        settings.parity() == Parity.EVEN && (measured == null || measured.equals(settings));
  }

  @Override
  public void controlLinesChanged(Set<ControlLine> asserted) {
    if (wiredToControlLines) {
      boot0.set(asserted.contains(ControlLine.DTR) ? Level.HIGH : Level.LOW);
      reset.set(asserted.contains(ControlLine.RTS) ? Level.LOW : Level.HIGH);
    }
  }

  @Override
  public void receive(int value, long nanos, Line from) {
    line = from;
    if (stage == Stage.NOTHING || nanos < busyUntil || !understood) {
      return;
    }
    if (count == 0) {
      frames++;
    }
    if (isFaultOf(Stm32Fault.Kind.LOST_BYTE_TO_PART) && count == (frames & 1)) {
      faultHappened = true;
      return;
    }
    if (count == frame.length) {
      frame = Arrays.copyOf(frame, Math.min(LONGEST_FRAME, 4 * count));
    }
    frame[count++] = (byte) value;
    if (count == stage.frameLength(frame, count)) {
      int length = count;
      count = 0;
      handle(length, nanos);
    }
  }

  private void handle(int length, long nanos) {
    if (isFaultOf(Stm32Fault.Kind.PORT_GONE)) {
      faultHappened = true;
      line().unplug();
    } else if (isFaultOf(Stm32Fault.Kind.RESET)) {
      faultHappened = true;
      commands.breakOff(stage, frame, length);
      silence();
      boot();
    } else if (isFaultOf(Stm32Fault.Kind.ENDLESS_BUSY)) {
      faultHappened = true;
      answerBusy(nanos);
    } else if (isFaultOf(Stm32Fault.Kind.NACK)) {
      faultHappened = true;
      stage = Stage.COMMAND;
      line().send(new byte[] {NACK}, nanos);
    } else if (stage == Stage.SPEED) {
      // From any other byte it measures a wrong speed, and then hears nothing.
      stage = frame[0] == 0x7f ? Stage.COMMAND : Stage.NOTHING;
      measured = settings;
      if (stage == Stage.COMMAND) {
        answer(new byte[] {ACK}, nanos);
      }
    } else {
      carryOut(length, nanos);
    }
  }

  private void carryOut(int length, long nanos) {
    boolean writes = stage == Stage.WRITE_DATA;
    Stm32Reply reply = commands.handle(stage, frame, length);
    if (writes && isFaultOf(Stm32Fault.Kind.CORRUPTED_FLASH) && reply.answer()[0] == ACK) {
      faultHappened = true;
      commands.corruptLastWrite();
    }
    stage = reply.next();
    programRuns |= stage == Stage.NOTHING;
    busyUntil = nanos + reply.nanos();
    answer(reply.answer(), busyUntil);
    if (reply.resets()) {
      boot();
    }
  }

  private void answer(byte[] bytes, long nanos) {
    if (isFaultOf(Stm32Fault.Kind.LOST_ACK)) {
      faultHappened = true;
      line().send(Arrays.copyOfRange(bytes, 1, bytes.length), nanos);
    } else if (isFaultOf(Stm32Fault.Kind.LOST_BYTE_FROM_PART)) {
      faultHappened = true;
      line().send(Arrays.copyOf(bytes, bytes.length - 1), nanos);
    } else if (isFaultOf(Stm32Fault.Kind.NOISE_BEFORE_ACK)) {
      faultHappened = true;
      byte[] likely = {ACK, NACK, BUSY, (byte) noise.nextInt(256)};
      line().send(new byte[] {likely[noise.nextInt(likely.length)]}, nanos);
      line().send(bytes, nanos);
    } else if (isFaultOf(Stm32Fault.Kind.STALL)) {
      faultHappened = true;
      busyUntil = nanos + 60 * SECOND;
      line().send(bytes, busyUntil);
    } else {
      line().send(bytes, nanos);
    }
  }

  /** Ten minutes of it: no client waits longer. */
  private void answerBusy(long nanos) {
    busyUntil = nanos + 600 * SECOND;
    for (long at = nanos; at < busyUntil; at += SECOND / 10) {
      line().send(new byte[] {BUSY}, at);
    }
  }

  private boolean isFaultOf(Stm32Fault.Kind kind) {
    return fault != null && !faultHappened && fault.kind() == kind && fault.frame() == frames - 1;
  }

  private void resetPinChanged(Level level) {
    silence();
    stage = Stage.NOTHING;
    if (level == Level.HIGH) {
      boot();
    }
  }

  private void boot() {
    commands.forget();
    stage = boot0.isHigh() ? Stage.SPEED : Stage.NOTHING;
    programRuns = stage == Stage.NOTHING;
    measured = null;
    understood = settings.parity() == Parity.EVEN;
    count = 0;
    busyUntil = Long.MIN_VALUE;
  }

  private void silence() {
    if (line != null) {
      line.fallSilent();
    }
  }

  private Line line() {
    if (line == null) {
      throw new IllegalStateException("nothing was received yet");
    }
    return line;
  }
}
