package io.assetota.handlers.coprocessor.stm32;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.model.AssetException;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.testkit.stm32.Stm32Chip;
import io.assetota.handlers.testkit.stm32.Stm32Fault;
import io.assetota.handlers.testkit.stm32.Stm32Fault.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every fault, at every frame of flashing 12 KiB: a verified image or a clear failure. */
@Tag("long")
class FaultSweepTest {
  private static final byte[] IMAGE = Bench.image(12 << 10, 1);
  private static final byte[] OLD = Bench.image(10 << 10, 2);

  private final AtomicInteger faults = new AtomicInteger();
  private final AtomicInteger successes = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger falseSuccesses = new AtomicInteger();
  private final AtomicInteger unclearFailures = new AtomicInteger();

  @ParameterizedTest
  @CsvSource({"f103, true", "g474, false"})
  void everyFaultAtEveryFrameEndsInTheImageOrInAFailure(String chip, boolean pins)
      throws IOException {
    Stm32Chip kind = chip.equals("f103") ? Stm32Chip.f103() : Stm32Chip.g474();
    Bench clean = new Bench(kind);
    clean.part.flash().preset(0, OLD);
    clean.flash(IMAGE);
    for (Kind fault : Kind.values()) {
      IntStream.range(0, clean.part.frames())
          .parallel()
          .forEach(frame -> flash(kind, new Stm32Fault(fault, frame), pins));
      report(chip, pins, fault.name());
    }
    assertThat(falseSuccesses).hasValue(0);
    assertThat(unclearFailures).hasValue(0);
    assertThat(faults.get()).isGreaterThan(1_400);
  }

  private void flash(Stm32Chip chip, Stm32Fault fault, boolean pins) {
    Bench bench = new Bench(chip, fault);
    bench.part.flash().preset(0, OLD);
    try {
      bench
          .flasher(pins ? bench.pins() : BootControl.none())
          .flash(Bench.raw(IMAGE), FlashListener.NONE);
      if (bench.part.faultHappened()) {
        successes.incrementAndGet();
      }
      if (!Arrays.equals(bench.flashContent(IMAGE.length), IMAGE)) {
        falseSuccesses.incrementAndGet();
        System.out.println("false success: " + fault + " on " + chip.name());
      }
    } catch (AssetException e) {
      failures.incrementAndGet();
      if (e.getMessage().length() < 20 || !bench.part.faultHappened()) {
        unclearFailures.incrementAndGet();
        System.out.println("unclear failure: " + fault + " on " + chip.name() + ": " + e);
      }
    } catch (IOException | RuntimeException e) {
      unclearFailures.incrementAndGet();
      System.out.println("unclear failure: " + fault + " on " + chip.name() + ": " + e);
    }
    if (bench.part.faultHappened()) {
      faults.incrementAndGet();
    }
    if (pins && fault.kind() != Kind.PORT_GONE && !bench.part.programRuns()) {
      unclearFailures.incrementAndGet();
      System.out.println("program does not run: " + fault);
    }
  }

  private void report(String chip, boolean pins, String fault) {
    System.out.printf(
        "%s, %s pins, up to %s: %d faults, %d successes after retry, %d honest failures, %d false"
            + " successes%n",
        chip,
        pins ? "with" : "without",
        fault,
        faults.get(),
        successes.get(),
        failures.get(),
        falseSuccesses.get());
  }
}
