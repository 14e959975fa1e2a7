package io.assetota.handlers.coprocessor.avr;

import static io.assetota.handlers.coprocessor.stm32.Stm32FlasherTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.CancelledException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashPhase;
import io.assetota.handlers.coprocessor.FlashResult;
import io.assetota.handlers.coprocessor.FlashResult.Outcome;
import io.assetota.handlers.coprocessor.FlashResult.Verification;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialSettings.Parity;
import io.assetota.handlers.testkit.avr.AvrChip;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AvrFlasherTest {
  private static final byte[] IMAGE = AvrBench.image(5000, 1);

  @ParameterizedTest
  @EnumSource(AvrChip.class)
  void writesVerifiesAndStarts(AvrChip chip) throws IOException {
    AvrBench bench = new AvrBench(chip);
    FlashResult result = bench.flash(IMAGE);
    assertThat(bench.part.flash(0, IMAGE.length)).isEqualTo(IMAGE);
    assertThat(result.outcome()).isEqualTo(Outcome.WRITTEN);
    assertThat(result.verification()).isEqualTo(Verification.READ_BACK);
    assertThat(result.retries()).isZero();
    assertThat(result.part())
        .isEqualTo(chip.name().replace("ATMEGA", "ATmega") + " (boot loader 8.3)");
    int pages = (IMAGE.length + chip.pageSize() - 1) / chip.pageSize();
    // And once more the first, for the time in which there is no whole program.
    assertThat(result.pagesErased()).isEqualTo(pages + 1);
    assertThat(bench.part.resetPin().isHigh()).isTrue();
  }

  @Test
  void unchangedImageIsNotWrittenAtAll() throws IOException {
    AvrBench bench = new AvrBench(AvrChip.ATMEGA328P);
    bench.flash(IMAGE);
    int written = bench.part.pagesWritten();
    FlashResult result = bench.flash(IMAGE);
    assertThat(result.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(result.bytesWritten()).isZero();
    assertThat(bench.part.pagesWritten()).isEqualTo(written);
  }

  @Test
  void onlyPagesThatDifferAreWritten() throws IOException {
    AvrBench bench = new AvrBench(AvrChip.ATMEGA328P);
    bench.flash(IMAGE);
    int written = bench.part.pagesWritten();
    byte[] changed = IMAGE.clone();
    changed[2000] ^= 1;
    bench.flash(changed);
    // The page itself, and twice the first, which holds an endless loop meanwhile.
    assertThat(bench.part.pagesWritten()).isEqualTo(written + 3);
    assertThat(bench.part.flash(0, changed.length)).isEqualTo(changed);
  }

  @Test
  void whatTheImageLeavesOpenStays() throws IOException {
    AvrBench bench = new AvrBench(AvrChip.ATMEGA328P);
    byte[] old = AvrBench.image(16 << 10, 9);
    bench.part.preset(0, old);
    byte[] small = AvrBench.image(300, 2);
    bench.flash(small);
    byte[] expected = old.clone();
    System.arraycopy(small, 0, expected, 0, small.length);
    assertThat(bench.part.flash(0, old.length)).isEqualTo(expected);
  }

  @Test
  void dataBehindTheProgramLeavesTheFirstPageAlone() throws IOException {
    AvrBench bench = new AvrBench(AvrChip.ATMEGA328P);
    byte[] program = AvrBench.image(1000, 3);
    bench.part.preset(0, program);
    FirmwareImage data = FirmwareImage.raw(new byte[] {1, 2, 3}, 0x4000);
    bench.flasher(bench.reset()).flash(data, FlashListener.NONE);
    assertThat(bench.part.flash(0, program.length)).isEqualTo(program);
    assertThat(bench.part.flash(0x4000, 4)).containsExactly(1, 2, 3, 0xff);
    assertThat(bench.part.pagesWritten()).isEqualTo(1);
  }

  @Test
  void bootLoaderIsNotWrittenOver() throws IOException {
    AvrBench bench = new AvrBench(AvrChip.ATMEGA328P);
    byte[] uno = AvrBench.image(32_256, 4);
    assertProblem(Problem.DOES_NOT_FIT, () -> bench.flash(uno))
        .hasMessageContainingAll("0x77FF", "last 2048", "Nothing was erased");
    assertThat(bench.part.pagesWritten()).isZero();

    AvrFlasher optiboot = bench.flasher(bench.reset()).withBootLoaderSize(512);
    optiboot.flash(AvrBench.raw(uno), FlashListener.NONE);
    assertThat(bench.part.flash(0, uno.length)).isEqualTo(uno);
    assertProblem(
        Problem.DOES_NOT_FIT,
        () -> optiboot.flash(AvrBench.raw(AvrBench.image(32_257, 4)), FlashListener.NONE));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 255, 513, 16_384})
  void bootSectionThatNoPartHasIsMisuse(int bytes) {
    AvrFlasher flasher = new AvrBench(AvrChip.ATMEGA8).flasher(BootControl.none());
    assertThatThrownBy(() -> flasher.withBootLoaderSize(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("" + bytes);
  }

  @Test
  void rawBinaryThatNoAvrCouldStartIsRefusedUnlessItIsTakenAsIs() throws IOException {
    AvrBench bench = new AvrBench(AvrChip.ATMEGA328P);
    byte[] data = new byte[256];
    Arrays.fill(data, (byte) 0xa5);
    assertProblem(Problem.BAD_IMAGE, () -> bench.flash(data))
        .hasMessageContainingAll("0xA5A5", "no jump", "Nothing was erased");
    assertThat(bench.link.bytesWritten()).isZero();
    bench.flasher(bench.reset()).flash(FirmwareImage.raw(data, 0), FlashListener.NONE);
    assertThat(bench.part.flash(0, data.length)).isEqualTo(data);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20, 40})
  void bitThatGoesWrongInFlashIsWrittenAgain(int write) throws IOException {
    AvrBench bench = new AvrBench(AvrChip.ATMEGA328P);
    bench.part.preset(0, AvrBench.image(8000, 5));
    bench.part.corruptWrite(write);
    bench.flash(IMAGE);
    assertThat(bench.part.flash(0, IMAGE.length)).isEqualTo(IMAGE);
    assertThat(bench.part.pagesWritten()).isGreaterThan(41);
  }

  @Test
  void lockedPageLeavesNoMixedProgramThatStarts() {
    AvrBench bench = new AvrBench(AvrChip.ATMEGA328P);
    bench.part.preset(0, AvrBench.image(8000, 5));
    bench.part.lock(7);
    assertProblem(Problem.NOT_VERIFIED, () -> bench.flash(IMAGE))
        .hasMessageContainingAll("locked", "endless loop");
    assertThat(bench.part.flash(0, 3)).containsExactly(0xff, 0xcf, 0xff);
  }

  @Test
  void lockedFirstPageLeavesThePreviousProgramWhole() {
    AvrBench bench = new AvrBench(AvrChip.ATMEGA328P);
    byte[] old = AvrBench.image(8000, 5);
    bench.part.preset(0, old);
    bench.part.lock(0);
    assertProblem(Problem.NOT_VERIFIED, () -> bench.flash(IMAGE));
    assertThat(bench.part.flash(0, old.length)).isEqualTo(old);
  }

  @Test
  void firstPageIsWrittenWhenAllElseIsVerified() throws IOException {
    AvrBench bench = new AvrBench(AvrChip.ATMEGA328P);
    bench.part.preset(0, AvrBench.image(8000, 5));
    Set<String> states = new HashSet<>();
    bench
        .flasher(bench.reset())
        .flash(
            AvrBench.raw(IMAGE),
            (phase, done, total) -> {
              if (phase != FlashPhase.CHECK) {
                states.add(phase + " " + (bench.part.flash(1, 1)[0] == (byte) 0xcf));
              }
            });
    assertThat(states).containsExactlyInAnyOrder("write true", "verify true");
  }

  @Test
  void previewWritesNothing() throws IOException {
    AvrBench bench = new AvrBench(AvrChip.ATMEGA328P);
    FlashResult result =
        bench.flasher(bench.reset()).preview(AvrBench.raw(IMAGE), FlashListener.NONE);
    assertThat(result.outcome()).isEqualTo(Outcome.WRITTEN);
    assertThat(result.pagesErased()).isEqualTo(40);
    assertThat(result.bytesWritten()).isEqualTo(40 * 128);
    assertThat(bench.part.pagesWritten()).isZero();
  }

  @Test
  void cancellationIsHeardUntilWritingBegins() {
    AvrBench bench = new AvrBench(AvrChip.ATMEGA328P);
    FlashListener cancels =
        new FlashListener() {
          @Override
          public void progress(FlashPhase phase, long done, long total) {}

          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    assertThatThrownBy(() -> bench.flasher(bench.reset()).flash(AvrBench.raw(IMAGE), cancels))
        .isInstanceOf(CancelledException.class);
    assertThat(bench.part.pagesWritten()).isZero();
  }

  @Test
  void controlLinesCanDoWhatThePinDoes() throws IOException {
    AvrBench bench = new AvrBench(AvrChip.ATMEGA328P);
    bench.flash(IMAGE);
    bench.part.wireToControlLines();
    byte[] other = AvrBench.image(700, 6);
    bench
        .flasher(BootControl.resetControlLines(bench.link, bench.clock))
        .flash(AvrBench.raw(other), FlashListener.NONE);
    assertThat(bench.part.flash(0, other.length)).isEqualTo(other);
  }

  @Test
  void parityIsClearedByTheFlasherItself() throws IOException {
    AvrBench bench = new AvrBench(AvrChip.ATMEGA328P);
    bench.link.configure(new SerialSettings(115_200, Parity.EVEN));
    bench.flash(IMAGE);
    assertThat(bench.link.settings().parity()).isEqualTo(Parity.NONE);
  }

  @Test
  void silentPartNamesResetAndSpeed() {
    AvrBench bench = new AvrBench(AvrChip.ATMEGA328P);
    assertThatThrownBy(
            () -> {
              bench.flash(IMAGE);
              bench
                  .flasher(BootControl.none())
                  .flash(AvrBench.raw(AvrBench.image(200, 1)), FlashListener.NONE);
              // The program runs now: nobody resets the part any more.
              bench
                  .flasher(BootControl.none())
                  .flash(AvrBench.raw(AvrBench.image(300, 1)), FlashListener.NONE);
            })
        .hasMessageContainingAll("silent", "missing reset", "115200", "57600", "TX and RX");
  }
}
