package io.assetota.handlers.testkit.smp;

import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.OutputPin;
import io.assetota.handlers.testkit.SerialPart;
import io.assetota.handlers.testkit.pin.EmulatedPin;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part with MCUboot and two slots that speaks SMP, the Simple Management Protocol, on a serial
 * console: as a program of Zephyr with MCUmgr, or in MCUboot's serial recovery. A reset starts what
 * MCUboot would start: it swaps the slots for a test, and swaps them back if nobody confirms.
 *
 * <p>The part runs its program from the start. A reset with a high {@link #bootPin()}, or {@link
 * #enterRecovery()}, brings it into serial recovery. Used by one thread at a time.
 */
public final class SmpEmulator implements SerialPart {
  private static final long MILLISECOND = 1_000_000L;
  private static final long START = 100 * MILLISECOND;
  private static final long SWAP = 500 * MILLISECOND;

  /** A part answers a reset before it carries it out. */
  private static final long RESET = 250 * MILLISECOND;

  private final McubootSlots slots;
  private final SmpCommands commands;
  private final SmpLines lines;
  private final EmulatedPin boot = new EmulatedPin(Level.LOW, level -> {});
  private final EmulatedPin reset = new EmulatedPin(Level.HIGH, this::resetPinChanged);
  private final Map<String, SmpProgram> programs = new HashMap<>();
  private @Nullable Line line;
  private boolean inRecovery;
  private boolean runs = true;
  private long ready;
  private long now;
  private int boots;

  /**
   * Creates a part with slots of 64 KiB that runs a program.
   *
   * @param primary the image in its primary slot, as imgtool makes it; empty for a part without a
   *     program
   */
  public SmpEmulator(byte[] primary) {
    this(primary, SmpTraits.USUAL);
  }

  /**
   * Creates a part that differs from the usual one.
   *
   * @param primary the image in its primary slot; empty for a part without a program
   * @param traits in what it differs
   */
  public SmpEmulator(byte[] primary, SmpTraits traits) {
    slots = new McubootSlots(traits.slotSize());
    slots.write(0, 0, primary);
    commands = new SmpCommands(slots, traits);
    lines = new SmpLines(traits.bufferSize());
    runs = primary.length > 0;
  }

  /**
   * Says what an image does when it is started. Default: it runs.
   *
   * @param hash the SHA-256 in the image's TLVs, in hexadecimal
   * @param program what it does
   */
  public void program(String hash, SmpProgram program) {
    programs.put(hash, program);
  }

  /**
   * Lets the part answer a request with an error, without carrying it out.
   *
   * @param request which one, from 0
   */
  public void refuse(int request) {
    commands.refuse(request);
  }

  /**
   * Returns how many requests arrived.
   *
   * @return a count since the start
   */
  public int requests() {
    return commands.requests();
  }

  /**
   * Lets a bit of flash go wrong whenever it is written by an upload.
   *
   * @param offset at which byte of a slot
   */
  public void wearOut(int offset) {
    commands.wearOut(offset);
  }

  /**
   * Puts an image into the secondary slot, and marks it for a test, as another client would.
   *
   * @param image as imgtool makes it
   */
  public void mark(byte[] image) {
    slots.erase(1);
    slots.write(1, 0, image);
    slots.mark(false);
  }

  /** Resets the part into serial recovery, as somebody with a hand at its button would. */
  public void enterRecovery() {
    restart(now, true);
  }

  /** Resets the part, as its pin would; a high boot pin brings it into serial recovery. */
  public void reset() {
    restart(now, boot.isHigh());
  }

  /**
   * Returns the pin that decides at a reset.
   *
   * @return high for serial recovery
   */
  public OutputPin bootPin() {
    return boot;
  }

  /**
   * Returns the reset pin.
   *
   * @return low holds the part in reset
   */
  public OutputPin resetPin() {
    return reset;
  }

  /**
   * Returns what a slot holds.
   *
   * @param slot 0 for the primary one, 1 for the secondary one
   * @param length how many bytes
   * @return a copy
   */
  public byte[] slot(int slot, int length) {
    return slots.read(slot, length);
  }

  /**
   * Returns the version of the program that runs.
   *
   * @return that of the primary slot; empty in serial recovery, and if nothing runs
   */
  public Optional<String> runningVersion() {
    return runs && !inRecovery && slots.hasImage(0)
        ? Optional.of(slots.version(0))
        : Optional.empty();
  }

  /**
   * Returns whether the next reset starts the same program.
   *
   * @return false while a program is on test, and while another one is marked
   */
  public boolean staysAfterReset() {
    return slots.swap() == McubootSlots.Swap.NONE;
  }

  /**
   * Returns how often the boot loader started something.
   *
   * @return a count since the emulator began
   */
  public int boots() {
    return boots;
  }

  private void resetPinChanged(Level level) {
    if (level == Level.HIGH) {
      restart(now, boot.isHigh());
    }
  }

  private void restart(long at, boolean recovery) {
    if (line != null) {
      line.fallSilent();
    }
    lines.clear();
    commands.forgetUpload();
    inRecovery = recovery;
    if (inRecovery) {
      runs = true;
      ready = at;
      return;
    }
    ready = at + START;
    // A program that crashes is reset by its watchdog, until it is no longer the one to start.
    for (int attempt = 0; attempt < 3; attempt++) {
      boots++;
      if (slots.swap() != McubootSlots.Swap.NONE) {
        ready += SWAP;
      }
      runs = slots.boot();
      SmpProgram program = programs.getOrDefault(slots.name(0), SmpProgram.RUNS);
      if (program != SmpProgram.CRASHES) {
        runs &= program == SmpProgram.RUNS;
        return;
      }
      runs = false;
      ready += START;
    }
  }

  @Override
  public void receive(int value, long nanos, Line toHost) {
    line = toHost;
    now = nanos;
    if (!runs || nanos < ready || !reset.isHigh()) {
      return;
    }
    Optional<byte[]> packet = lines.take(value);
    if (packet.isPresent()) {
      SmpCommands.Answer answer = commands.answer(packet.get(), inRecovery);
      if (answer.packet().length > 0) {
        toHost.send(SmpLines.of(answer.packet()), nanos + answer.delay());
      }
      if (answer.resets()) {
        resetLater(nanos + RESET);
      }
    }
  }

  /** The answer leaves first, so the line is not silenced. */
  private void resetLater(long at) {
    Line answering = line;
    line = null;
    restart(at, boot.isHigh());
    line = answering;
  }
}
