package io.assetota.handlers.coprocessor.sweep;

import io.assetota.core.model.AssetException;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.testkit.EmulatedSerialLink;
import io.assetota.handlers.testkit.FaultyPart;
import io.assetota.handlers.testkit.LineFault;
import io.assetota.handlers.testkit.LineFault.Kind;
import io.assetota.handlers.testkit.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Every kind of fault of a line at its bytes, one at a time: each must end in the image, verified,
 * or in a failure that says what happened. Nothing may go on for ever.
 */
final class LineFaultSweep {
  /** More than all repetitions that a flasher allows itself. */
  private static final Duration LONGEST = Duration.ofHours(2);

  private final SweptPart.Maker maker;
  private final boolean canReset;
  private final AtomicInteger faults = new AtomicInteger();
  private final AtomicInteger successes = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger mixes = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

  LineFaultSweep(SweptPart.Maker maker, boolean canReset) {
    this.maker = maker;
    this.canReset = canReset;
  }

  /**
   * Runs all kinds.
   *
   * @param step 1 for every byte, more for every so many
   * @return what was wrong; empty if nothing
   */
  List<String> run(int step) throws IOException {
    int toPart = bytes(Kind.LOST_TO_PART);
    int fromPart = bytes(Kind.LOST_FROM_PART);
    int kinds = 0;
    for (Kind kind : Kind.values()) {
      int bytes = kind.isToPart() ? toPart : fromPart;
      int first = kinds++;
      IntStream.range(0, bytes)
          .filter(position -> position % step == first % step)
          .parallel()
          .forEach(position -> flash(new LineFault(kind, position)));
    }
    return List.copyOf(wrong);
  }

  /** For people, and for notes. */
  String figures(String part) {
    return String.format(
        "%s, %s reset: %d faults, %d successes, %d honest failures, %d of them with a mix, %d"
            + " wrong",
        part,
        canReset ? "with" : "without",
        faults.get(),
        successes.get(),
        failures.get(),
        mixes.get(),
        wrong.size());
  }

  int faults() {
    return faults.get();
  }

  int successes() {
    return successes.get();
  }

  /** How many bytes a conversation without faults has. */
  private int bytes(Kind kind) throws IOException {
    MonotonicClock clock = new LimitedClock();
    SweptPart<?> swept = maker.make(clock);
    FaultyPart faulty = faulty(swept, new LineFault(kind, Integer.MAX_VALUE));
    swept.flash(link(swept, faulty, clock), boot(swept));
    if (!swept.holdsImage()) {
      throw new AssertionError("no success without a fault");
    }
    return faulty.bytes();
  }

  private void flash(LineFault fault) {
    MonotonicClock clock = new LimitedClock();
    boolean happened = false;
    try {
      SweptPart<?> swept = maker.make(clock);
      FaultyPart faulty = faulty(swept, fault);
      boolean succeeded = false;
      try {
        swept.flash(link(swept, faulty, clock), boot(swept));
        succeeded = true;
        successes.incrementAndGet();
      } catch (AssetException e) {
        failures.incrementAndGet();
        if (String.valueOf(e.getMessage()).length() < 20) {
          wrong.add(fault + ": unclear failure: " + e);
        }
      }
      happened = faulty.faultHappened();
      if (succeeded && !swept.holdsImage()) {
        wrong.add(fault + ": false success");
      }
      if (!succeeded && swept.startsMix()) {
        mixes.incrementAndGet();
        if (canReset || fault.kind() == Kind.UNPLUGGED) {
          wrong.add(fault + ": a mix of two programs starts");
        }
      }
    } catch (IOException | RuntimeException | AssertionError e) {
      wrong.add(fault + ": " + e);
    }
    if (happened) {
      faults.incrementAndGet();
    }
  }

  private BootControl boot(SweptPart<?> swept) {
    return canReset ? swept.boot() : BootControl.none();
  }

  private static FaultyPart faulty(SweptPart<?> swept, LineFault fault) {
    return new FaultyPart(swept.part, fault, swept::reset, swept.refusal());
  }

  private static EmulatedSerialLink link(
      SweptPart<?> swept, FaultyPart faulty, MonotonicClock clock) {
    return new EmulatedSerialLink(faulty, new SerialSettings(115_200, swept.parity()), clock);
  }

  /** Virtual time that ends: what would never end fails instead. */
  private static final class LimitedClock implements MonotonicClock {
    private final VirtualClock clock = new VirtualClock();
    private int calls;

    @Override
    public long nanoTime() {
      if (clock.nanoTime() > LONGEST.toNanos() || calls++ > 20_000_000) {
        throw new AssertionError("it goes on for ever");
      }
      return clock.nanoTime();
    }

    @Override
    public void sleep(Duration time) {
      clock.sleep(time);
    }
  }
}
