package io.assetota.handlers.coprocessor.stm32;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.CancelledException;
import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashPhase;
import io.assetota.handlers.coprocessor.FlashResult;
import io.assetota.handlers.coprocessor.FlashResult.Outcome;
import io.assetota.handlers.coprocessor.FlashResult.Verification;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialSettings.Parity;
import io.assetota.handlers.testkit.stm32.Stm32Chip;
import io.assetota.handlers.testkit.stm32.Stm32Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

public class Stm32FlasherTest {
  private static final byte[] IMAGE = Bench.image(48 << 10, 1);

  static Stream<Stm32Chip> chips() {
    return Stream.of(Stm32Chip.f103(), Stm32Chip.g474(), Stm32Chip.f407());
  }

  @ParameterizedTest
  @MethodSource("chips")
  void writesVerifiesAndStarts(Stm32Chip chip) throws IOException {
    Bench bench = new Bench(chip);
    FlashResult result = bench.flash(IMAGE);
    assertThat(bench.flashContent(IMAGE.length)).isEqualTo(IMAGE);
    assertThat(bench.part.programRuns()).isTrue();
    assertThat(bench.part.boot0Pin().isHigh()).isFalse();
    assertThat(bench.part.resetPin().isHigh()).isTrue();
    assertThat(result.outcome()).isEqualTo(Outcome.WRITTEN);
    assertThat(result.bytesWritten()).isEqualTo(32 << 10);
    assertThat(result.bytesSkipped()).isEqualTo(16 << 10);
    assertThat(result.retries()).isZero();
    assertThat(result.verification())
        .isEqualTo(chip.checksum() ? Verification.CHECKSUM : Verification.READ_BACK);
  }

  @ParameterizedTest
  @MethodSource("chips")
  void unchangedImageIsNotWrittenAtAll(Stm32Chip chip) throws IOException {
    Bench bench = new Bench(chip);
    bench.flash(IMAGE);
    int erased = bench.part.flash().erasedPages();
    int programmed = bench.part.flash().programmedBlocks();
    FlashResult result = bench.flash(IMAGE);
    assertThat(result.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(result.bytesWritten()).isZero();
    assertThat(bench.part.flash().erasedPages()).isEqualTo(erased);
    assertThat(bench.part.flash().programmedBlocks()).isEqualTo(programmed);
    assertThat(bench.part.programRuns()).isTrue();
  }

  @Test
  void withChecksumsOnlyPagesThatDifferAreWritten() throws IOException {
    Bench bench = new Bench(Stm32Chip.g474());
    bench.flash(IMAGE);
    int erased = bench.part.flash().erasedPages();
    byte[] changed = IMAGE.clone();
    changed[10_000] ^= 1;
    FlashResult result = bench.flash(changed);
    // The one that differs, and the first, without which a part that is cut off starts a mix.
    assertThat(result.pagesErased()).isEqualTo(2);
    assertThat(bench.part.flash().erasedPages()).isEqualTo(erased + 2);
    assertThat(bench.flashContent(IMAGE.length)).isEqualTo(changed);
  }

  @Test
  void neighboursOfTheImageAreNotErased() throws IOException {
    Bench bench = new Bench(Stm32Chip.f103());
    bench.part.flash().preset(0, Bench.image(128 << 10, 7));
    bench.flash(Bench.image(3000, 1));
    assertThat(bench.part.flash().erasedPages()).isEqualTo(3);
    assertThat(bench.part.flash().read(3072, 1000))
        .isEqualTo(java.util.Arrays.copyOfRange(Bench.image(128 << 10, 7), 3072, 4072));
  }

  @Test
  void imageOf140000BytesForA128KibPartIsRefusedBeforeAnythingIsErased() {
    Bench bench = new Bench(Stm32Chip.f103());
    assertProblem(Problem.DOES_NOT_FIT, () -> bench.flash(Bench.image(140_000, 1)))
        .hasMessageContainingAll("140000", "131072", "Nothing was erased");
    assertThat(bench.part.flash().erasedPages()).isZero();
    assertThat(bench.part.programRuns()).isTrue();
  }

  @Test
  void smallerMemberOfAFamilyIsFoundOutBeforeAnythingIsErased() {
    // The table has 512 KiB for this id; this part has 128.
    Bench bench = new Bench(Stm32Chip.f103().withId(0x414));
    assertProblem(Problem.DOES_NOT_FIT, () -> bench.flash(Bench.image(140_000, 1)))
        .hasMessageContaining("smaller part");
    assertThat(bench.part.flash().erasedPages()).isZero();
  }

  @Test
  void flashThatErasesToZeroIsHandled() throws IOException {
    Bench bench = new Bench(Stm32Chip.l152());
    byte[] image = Bench.image(9_000, 1);
    java.util.Arrays.fill(image, 1024, 2048, (byte) 0);
    FlashResult result = bench.flash(image);
    assertThat(bench.flashContent(image.length)).isEqualTo(image);
    assertThat(result.bytesSkipped()).isEqualTo(1024);
  }

  @Test
  void unknownPartIsErasedAtOnceOnlyIfThatIsAllowed() throws IOException {
    Bench bench = new Bench(Stm32Chip.g474().withId(0x7ff));
    bench.part.flash().preset(300 << 10, new byte[] {1, 2, 3});
    assertProblem(Problem.PAGES_UNKNOWN, () -> bench.flash(IMAGE))
        .hasMessageContainingAll("0x7FF", "not in the table", "Nothing was erased");
    assertThat(bench.part.flash().erasedPages()).isZero();
    assertThat(bench.part.flash().read(300 << 10, 3)).containsExactly(1, 2, 3);

    assertThat(bench.massErase(IMAGE).part()).contains("not in the table", "0x7FF");
    assertThat(bench.flashContent(IMAGE.length)).isEqualTo(IMAGE);
    assertProblem(Problem.DOES_NOT_FIT, () -> bench.flash(Bench.image(600_000, 1)));
  }

  @Test
  void imageBehindAnotherProgramDoesNotTakeThatWithItOnAnUnknownPart() throws IOException {
    Bench bench = new Bench(Stm32Chip.g474().withId(0x7ff));
    byte[] bootLoader = Bench.image(8 << 10, 5);
    bench.part.flash().preset(0, bootLoader);
    FirmwareImage behind = FirmwareImage.raw(IMAGE, Stm32Device.FLASH_START + (16 << 10));
    assertProblem(
        Problem.PAGES_UNKNOWN, () -> bench.flasher(bench.pins()).flash(behind, FlashListener.NONE));
    assertProblem(
        Problem.PAGES_UNKNOWN,
        () -> bench.flasher(bench.pins()).preview(behind, FlashListener.NONE));
    assertThat(bench.flashContent(bootLoader.length)).isEqualTo(bootLoader);
  }

  @Test
  void unchangedImageOnAnUnknownPartNeedsNoPermission() throws IOException {
    Bench bench = new Bench(Stm32Chip.g474().withId(0x7ff));
    bench.massErase(IMAGE);
    assertThat(bench.flash(IMAGE).outcome()).isEqualTo(Outcome.UNCHANGED);
  }

  @Test
  void whereErasingTakesEverythingARepairWritesEverything() throws IOException {
    Stm32Chip unknown = Stm32Chip.g474().withId(0x7ff);
    Bench clean = new Bench(unknown);
    clean.massErase(IMAGE);
    for (int frame = 0; frame < clean.part.frames(); frame += 5) {
      Bench bench = new Bench(unknown, new Stm32Fault(Stm32Fault.Kind.CORRUPTED_FLASH, frame));
      bench.massErase(IMAGE);
      assertThat(bench.flashContent(IMAGE.length)).as("frame %d", frame).isEqualTo(IMAGE);
    }
  }

  @Test
  void pagesThatEraseCannotNameAreErasedWithAllOthersIfThatIsAllowed() throws IOException {
    // 1 MiB in 512 pages, and the old Erase, which has one byte for a page.
    Stm32Chip xl =
        new Stm32Chip(
            "XL",
            0x430,
            0x22,
            java.util.Collections.nCopies(512, 2048),
            0xff,
            false,
            false,
            Duration.ZERO,
            Duration.ZERO);
    byte[] image = Bench.image(600_000, 1);
    Bench bench = new Bench(xl);
    assertProblem(Problem.PAGES_UNKNOWN, () -> bench.flash(image))
        .hasMessageContaining("beyond 255");
    bench.massErase(image);
    byte[] changed = image.clone();
    changed[599_000] ^= 1;
    bench.massErase(changed);
    assertThat(bench.flashContent(image.length)).isEqualTo(changed);
  }

  @Test
  void readoutProtectionIsReportedAndLiftedOnlyWhenAsked() throws IOException {
    Bench bench = new Bench(Stm32Chip.f103());
    bench.part.protectReadout();
    assertProblem(Problem.READOUT_PROTECTED, () -> bench.flash(IMAGE))
        .hasMessageContaining("erases all its flash");
    assertThat(bench.part.flash().erasedPages()).isZero();
    new Stm32Flasher(bench.link, bench.pins(), bench.clock)
        .allowing(Stm32Permission.LIFT_READOUT_PROTECTION)
        .flash(Bench.raw(IMAGE), FlashListener.NONE);
    assertThat(bench.flashContent(IMAGE.length)).isEqualTo(IMAGE);
  }

  @ParameterizedTest
  @MethodSource("chips")
  void writeProtectedPageInTheMiddleLeavesNoMixedProgramThatStarts(Stm32Chip chip) {
    Bench bench = new Bench(chip);
    byte[] old = Bench.image(200 << 10, 3);
    byte[] image = Bench.image(200 << 10, 1);
    bench.part.flash().preset(0, Arrays.copyOf(old, Math.min(old.length, chip.flashSize())));
    int page = chip.pageSizes().size() < 20 ? 1 : 17;
    bench.part.flash().protect(page);
    byte[] fits = Arrays.copyOf(image, Math.min(image.length, chip.flashSize()));
    assertProblem(Problem.NOT_VERIFIED, () -> bench.flash(fits))
        .hasMessageContainingAll("write-protected", "The first page of the program is erased");
    assertThat(bench.flashContent(256)).containsOnly(chip.erasedValue());
  }

  @ParameterizedTest
  @MethodSource("chips")
  void writeProtectedFirstPageLeavesTheFormerProgramWhole(Stm32Chip chip) {
    Bench bench = new Bench(chip);
    byte[] old = Bench.image(48 << 10, 3);
    bench.part.flash().preset(0, old);
    bench.part.flash().protect(0);
    assertProblem(Problem.NOT_VERIFIED, () -> bench.flash(IMAGE))
        .hasMessageContainingAll("0x08000000", "No page but the first was touched");
    assertThat(bench.flashContent(old.length)).isEqualTo(old);
  }

  @Test
  void vectorTableIsWrittenWhenAllElseIsVerified() throws IOException {
    Bench bench = new Bench(Stm32Chip.g474());
    bench.flash(IMAGE);
    byte[] changed = IMAGE.clone();
    changed[40_000] ^= 1;
    List<String> firstBlock = new ArrayList<>();
    bench
        .flasher(bench.pins())
        .flash(
            Bench.raw(changed),
            (phase, done, total) ->
                firstBlock.add(phase + (bench.flashContent(4)[3] == 0x20 ? " there" : " erased")));
    assertThat(firstBlock.stream().distinct())
        .containsSubsequence("check there", "erase erased", "write erased", "verify erased")
        .endsWith("write there", "verify there");
  }

  @Test
  void rawBinaryThatNoCortexMCouldStartIsRefusedUnlessItIsTakenAsIs() throws IOException {
    Bench bench = new Bench(Stm32Chip.f103());
    byte[] data = new byte[4096];
    Arrays.fill(data, (byte) 0xa5);
    assertProblem(Problem.BAD_IMAGE, () -> bench.flash(data))
        .hasMessageContainingAll("stack pointer of 0xA5A5A5A5", "Nothing was erased");
    assertThat(bench.link.bytesWritten()).isZero();
    bench
        .flasher(bench.pins())
        .flash(FirmwareImage.raw(data, Stm32Device.FLASH_START), FlashListener.NONE);
    assertThat(bench.flashContent(data.length)).isEqualTo(data);
  }

  @Test
  void silentPartNamesTheWires() throws IOException {
    Bench bench = new Bench(Stm32Chip.f103());
    bench.part.boot0Pin().set(Level.LOW);
    bench.part.resetPin().set(Level.LOW);
    bench.part.resetPin().set(Level.HIGH);
    assertProblem(
            Problem.NO_ANSWER,
            () -> bench.flasher(BootControl.none()).flash(Bench.raw(IMAGE), FlashListener.NONE))
        .hasMessageContainingAll("BOOT0", "TX and RX", "8E1");
  }

  @Test
  void parityIsSetByTheFlasherItself() throws IOException {
    Bench bench = new Bench(Stm32Chip.f103());
    bench.link.configure(new SerialSettings(57_600, Parity.NONE));
    bench.flash(IMAGE);
    assertThat(bench.link.settings()).isEqualTo(new SerialSettings(57_600, Parity.EVEN));
  }

  @Test
  void controlLinesCanDoWhatPinsDo() throws IOException {
    Bench bench = new Bench(Stm32Chip.f103());
    bench.part.wireToControlLines();
    bench
        .flasher(BootControl.controlLines(bench.link, bench.clock))
        .flash(Bench.raw(IMAGE), FlashListener.NONE);
    assertThat(bench.flashContent(IMAGE.length)).isEqualTo(IMAGE);
    assertThat(bench.part.programRuns()).isTrue();
  }

  @Test
  void withoutPinsTheProgramIsStartedByGo() throws IOException {
    Bench bench = new Bench(Stm32Chip.f103());
    bench.flasher(BootControl.none()).flash(Bench.raw(IMAGE), FlashListener.NONE);
    assertThat(bench.part.programRuns()).isTrue();
  }

  @Test
  void cancellationIsHeardUntilErasingBegins() throws IOException {
    Bench bench = new Bench(Stm32Chip.f103());
    List<FlashPhase> phases = new ArrayList<>();
    FlashListener cancels =
        new FlashListener() {
          @Override
          public void progress(FlashPhase phase, long done, long total) {
            phases.add(phase);
          }

          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    assertThatThrownBy(() -> bench.flasher(bench.pins()).flash(Bench.raw(IMAGE), cancels))
        .isInstanceOf(CancelledException.class);
    assertThat(phases).containsOnly(FlashPhase.CHECK);
    assertThat(bench.part.flash().erasedPages()).isZero();
    assertThat(bench.part.programRuns()).isTrue();
  }

  @Test
  void progressIsToldForEachStepUpToTheEnd() throws IOException {
    Bench bench = new Bench(Stm32Chip.g474());
    List<String> steps = new ArrayList<>();
    bench
        .flasher(bench.pins())
        .flash(
            Bench.raw(IMAGE),
            (phase, done, total) -> {
              assertThat(done).isBetween(0L, total);
              if (done == total) {
                steps.add(phase.toString());
              }
            });
    assertThat(steps.stream().distinct()).containsExactly("check", "erase", "write", "verify");
  }

  @Test
  void previewTellsWithoutTouchingAnything() throws IOException {
    Bench bench = new Bench(Stm32Chip.f103());
    FlashResult preview = bench.flasher(bench.pins()).preview(Bench.raw(IMAGE), FlashListener.NONE);
    assertThat(preview.outcome()).isEqualTo(Outcome.WRITTEN);
    assertThat(preview.pagesErased()).isEqualTo(48);
    assertThat(preview.bytesWritten()).isEqualTo(32 << 10);
    assertThat(bench.part.flash().erasedPages()).isZero();
  }

  @Test
  void anUnfinishedSessionOfAnybodyIsFinishedOff() throws IOException {
    byte[] session = {
      0x7f,
      0x31,
      (byte) 0xce,
      8,
      0,
      0,
      0,
      8,
      15,
      1,
      2,
      3,
      4,
      5,
      6,
      7,
      8,
      9,
      10,
      11,
      12,
      13,
      14,
      15,
      16
    };
    for (int cut = 0; cut <= session.length; cut++) {
      Bench bench = new Bench(Stm32Chip.f103());
      bench.link.write(session, 0, cut);
      bench.flasher(BootControl.none()).flash(Bench.raw(IMAGE), FlashListener.NONE);
      assertThat(bench.flashContent(IMAGE.length)).as("cut at %d", cut).isEqualTo(IMAGE);
    }
  }

  @Test
  void eachFrameIsOneWriteAndWritingStaysWithinFivePercentOfTheWire() throws IOException {
    Bench bench = new Bench(Stm32Chip.g474().withoutDelays());
    byte[] image = Bench.image(256, 4);
    bench.flasher(BootControl.none()).flash(Bench.raw(image), FlashListener.NONE);
    int frames = bench.part.frames();
    assertThat(bench.link.writes()).isEqualTo(frames);

    Bench longer = new Bench(Stm32Chip.g474().withoutDelays());
    Timekeeper time = new Timekeeper(longer);
    longer.flasher(BootControl.none()).flash(Bench.raw(IMAGE), time);
    long wire = longer.link.settings().nanosFor(1) * time.bytes;
    assertThat(time.nanos).isBetween(wire, wire * 105 / 100);
  }

  /** Measures the write step: virtual time, and bytes both ways. */
  private static final class Timekeeper implements FlashListener {
    private final Bench bench;
    private long nanos;
    private long bytes;

    Timekeeper(Bench bench) {
      this.bench = bench;
    }

    @Override
    public void progress(FlashPhase phase, long done, long total) {
      long through = bench.link.bytesWritten() + bench.link.bytesRead();
      if (phase == FlashPhase.WRITE && bytes == 0) {
        nanos = -bench.clock.nanoTime();
        bytes = -through;
      } else if (phase == FlashPhase.WRITE && done == total) {
        nanos += bench.clock.nanoTime();
        bytes += through;
      }
    }
  }

  @Test
  void timeInTheResultIsTheClocks() throws IOException {
    Bench bench = new Bench(Stm32Chip.f103());
    assertThat(bench.flash(IMAGE).time()).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(14));
  }

  @Test
  void retriesAreCounted() throws IOException {
    Bench bench = new Bench(Stm32Chip.f103(), new Stm32Fault(Stm32Fault.Kind.LOST_ACK, 300));
    assertThat(bench.flash(IMAGE).retries()).isEqualTo(1);
  }

  public static AbstractThrowableAssert<?, ?> assertProblem(
      Problem problem, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CoprocessorException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }
}
