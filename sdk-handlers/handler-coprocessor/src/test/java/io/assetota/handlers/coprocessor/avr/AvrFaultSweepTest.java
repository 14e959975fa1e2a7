package io.assetota.handlers.coprocessor.avr;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.model.AssetException;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.testkit.avr.AvrChip;
import io.assetota.handlers.testkit.avr.AvrFault;
import io.assetota.handlers.testkit.avr.AvrFault.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault, at every frame of flashing 2500 bytes: a verified image or a clear failure. */
class AvrFaultSweepTest {
  private static final byte[] OLD = AvrBench.image(3000, 2);
  private static final byte[] IMAGE = AvrBench.image(2500, 1);

  private final List<String> wrong = new ArrayList<>();
  private int faults;
  private int successes;
  private int failures;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyFaultAtEveryFrameEndsInTheImageOrInAFailure(boolean canReset) throws IOException {
    AvrBench clean = new AvrBench(AvrChip.ATMEGA328P);
    clean.part.preset(0, OLD);
    clean.flash(IMAGE);
    for (Kind kind : Kind.values()) {
      for (int frame = 0; frame < clean.part.frames(); frame++) {
        flash(new AvrFault(kind, frame), canReset);
      }
    }
    System.out.printf(
        "%s reset: %d faults, %d successes after retry, %d honest failures, %d wrong%n",
        canReset ? "with" : "without", faults, successes, failures, wrong.size());
    assertThat(wrong).isEmpty();
    assertThat(faults).isGreaterThan(800);
    if (canReset) {
      // Only a port that is gone can't be repaired.
      assertThat(failures).isEqualTo(clean.part.frames());
    }
  }

  private void flash(AvrFault fault, boolean canReset) {
    AvrBench bench = new AvrBench(AvrChip.ATMEGA328P, fault);
    bench.part.preset(0, OLD);
    boolean succeeded = false;
    try {
      bench
          .flasher(canReset ? bench.reset() : BootControl.none())
          .flash(AvrBench.raw(IMAGE), FlashListener.NONE);
      succeeded = true;
    } catch (AssetException e) {
      if (!bench.part.faultHappened()) {
        wrong.add("unclear failure: " + fault + ": " + e);
      }
    } catch (IOException | RuntimeException e) {
      wrong.add("unclear failure: " + fault + ": " + e);
    }
    if (!bench.part.faultHappened()) {
      return;
    }
    faults++;
    if (succeeded) {
      successes++;
      if (!Arrays.equals(bench.part.flash(0, IMAGE.length), IMAGE)) {
        wrong.add("false success: " + fault);
      }
    } else {
      failures++;
      if (startsMix(bench.part.flash(0, IMAGE.length))) {
        wrong.add("a mix of two programs starts: " + fault);
      }
    }
  }

  /** A program that is neither the old nor the new one, and begins with the jump of one of them. */
  private static boolean startsMix(byte[] now) {
    boolean whole =
        Arrays.equals(now, IMAGE) || Arrays.equals(now, Arrays.copyOf(OLD, IMAGE.length));
    boolean stops = now[0] == (byte) 0xff && now[1] == (byte) 0xcf;
    return !whole && !stops;
  }
}
