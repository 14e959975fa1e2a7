package io.assetota.handlers.coprocessor.xmodem;

import static io.assetota.handlers.coprocessor.stm32.Stm32FlasherTest.assertProblem;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.AssetException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashResult;
import io.assetota.handlers.coprocessor.FlashResult.Verification;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialSettings.Parity;
import io.assetota.handlers.testkit.EmulatedSerialLink;
import io.assetota.handlers.testkit.VirtualClock;
import io.assetota.handlers.testkit.xmodem.XmodemEmulator;
import io.assetota.handlers.testkit.xmodem.XmodemFault;
import io.assetota.handlers.testkit.xmodem.XmodemFault.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class XmodemFlasherTest {
  /** More than 256 blocks, so that their numbers begin anew. */
  private static final byte[] FILE = random(40_000);

  private static byte[] random(int size) {
    byte[] file = new byte[size];
    new Random(size).nextBytes(file);
    return file;
  }

  private static final class Bench {
    private final VirtualClock clock = new VirtualClock();
    private final XmodemEmulator part;
    private final EmulatedSerialLink link;

    Bench(@Nullable XmodemFault fault) {
      part = new XmodemEmulator(fault);
      link = new EmulatedSerialLink(part, new SerialSettings(115_200, Parity.NONE), clock);
    }

    FlashResult flash(byte[] file) throws IOException {
      return flash(file, BootControl.resetPin(part.resetPin(), clock));
    }

    FlashResult flash(byte[] file, BootControl boot) throws IOException {
      return new XmodemFlasher(link, boot, clock)
          .withMenu(XmodemMenu.GECKO)
          .flash(FirmwareImage.raw(file, 0), FlashListener.NONE);
    }

    boolean holds(byte[] file) {
      byte[] stored = part.stored();
      return stored.length == (file.length + 127) / 128 * 128
          && Arrays.equals(Arrays.copyOf(stored, file.length), file);
    }
  }

  @Test
  void sendsAFileWhosePartReportsSuccess() throws IOException {
    Bench bench = new Bench(null);
    FlashResult result = bench.flash(FILE);
    assertThat(bench.holds(FILE)).isTrue();
    assertThat(bench.part.stored()).endsWith(0x1a, 0x1a);
    assertThat(result.verification()).isEqualTo(Verification.BY_PART);
    assertThat(result.retries()).isZero();
  }

  @Test
  void withoutAResetTheMenuStartsTheProgram() throws IOException {
    Bench bench = new Bench(null);
    bench.flash(random(128), BootControl.none());
    assertThat(bench.part.stored()).isEqualTo(random(128));
    assertThat(bench.part.programRuns()).isTrue();
  }

  @Test
  void fileThatIsNotTakenAsItIsIsRefused() throws IOException {
    Bench bench = new Bench(null);
    FirmwareImage hex =
        FirmwareImage.parse(":0400000001020304F2\n:00000001FF\n".getBytes(US_ASCII), 0);
    assertProblem(
        Problem.BAD_IMAGE,
        () ->
            new XmodemFlasher(bench.link, BootControl.none(), bench.clock)
                .flash(hex, FlashListener.NONE));
    assertThat(bench.link.bytesWritten()).isZero();
  }

  @Test
  void partThatStoresNothingIsAFailureWithItsOwnWords() {
    Bench bench = new Bench(new XmodemFault(Kind.NOT_STORED, 3));
    assertThatThrownBy(() -> bench.flash(FILE, BootControl.none()))
        .isInstanceOf(AssetException.class)
        .hasMessageContainingAll("cancelled", "block 4", "without a program");
  }

  @Test
  void silentPartIsToldFromOneThatHasNoFile() {
    Bench bench = new Bench(null);
    bench.part.receive('2', 0, new SilentLine());
    assertProblem(Problem.NO_ANSWER, () -> bench.flash(FILE, BootControl.none()))
        .hasMessageContaining("BL >");
  }

  private static final class SilentLine implements io.assetota.handlers.testkit.SerialPart.Line {
    @Override
    public void send(byte[] bytes, long nanos) {}

    @Override
    public void fallSilent() {}

    @Override
    public void unplug() {}
  }

  @Test
  void everyFaultAtEveryFrameEndsInTheFileOrInAFailure() throws IOException {
    byte[] file = random(2500);
    Bench clean = new Bench(null);
    clean.flash(file);
    List<String> wrong = new ArrayList<>();
    int faults = 0;
    int successes = 0;
    int failures = 0;
    for (boolean canReset : new boolean[] {true, false}) {
      for (Kind kind : Kind.values()) {
        for (int frame = 0; frame < clean.part.frames(); frame++) {
          XmodemFault fault = new XmodemFault(kind, frame);
          Bench bench = new Bench(fault);
          boolean succeeded = false;
          try {
            bench.flash(
                file,
                canReset
                    ? BootControl.resetPin(bench.part.resetPin(), bench.clock)
                    : BootControl.none());
            succeeded = true;
          } catch (AssetException e) {
            failures++;
          } catch (IOException | RuntimeException e) {
            wrong.add("unclear failure: " + fault + ": " + e);
          }
          faults += bench.part.faultHappened() ? 1 : 0;
          successes += succeeded ? 1 : 0;
          if (succeeded && !bench.holds(file)) {
            wrong.add("false success: " + fault);
          }
        }
      }
    }
    System.out.printf(
        "%d faults, %d successes, %d honest failures, %d wrong%n",
        faults, successes, failures, wrong.size());
    assertThat(wrong).isEmpty();
    assertThat(faults).isGreaterThan(200);
    assertThat(successes).isGreaterThan(150);
  }
}
