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
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
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
    private final XmodemEmulator part = new XmodemEmulator();
    private final EmulatedSerialLink link =
        new EmulatedSerialLink(part, new SerialSettings(115_200, Parity.NONE), clock);

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
    Bench bench = new Bench();
    FlashResult result = bench.flash(FILE);
    assertThat(bench.holds(FILE)).isTrue();
    assertThat(bench.part.stored()).endsWith(0x1a, 0x1a);
    assertThat(result.verification()).isEqualTo(Verification.BY_PART);
    assertThat(result.retries()).isZero();
  }

  @Test
  void withoutAResetTheMenuStartsTheProgram() throws IOException {
    Bench bench = new Bench();
    bench.flash(random(128), BootControl.none());
    assertThat(bench.part.stored()).isEqualTo(random(128));
    assertThat(bench.part.programRuns()).isTrue();
  }

  @Test
  void fileThatIsNotTakenAsItIsIsRefused() throws IOException {
    Bench bench = new Bench();
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
    Bench bench = new Bench();
    bench.part.storeNothing();
    assertThatThrownBy(() -> bench.flash(FILE, BootControl.none()))
        .isInstanceOf(AssetException.class)
        .hasMessageContainingAll("cancelled", "block 4", "without a program");
  }

  @Test
  void silentPartIsToldFromOneThatHasNoFile() {
    Bench bench = new Bench();
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
}
