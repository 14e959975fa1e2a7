package io.assetota.handlers.coprocessor.smp;

import static io.assetota.handlers.coprocessor.stm32.Stm32FlasherTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashResult;
import io.assetota.handlers.coprocessor.FlashResult.Outcome;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.coprocessor.part.PartProgram;
import io.assetota.handlers.coprocessor.part.PartUpdate;
import io.assetota.handlers.coprocessor.part.PartUpdate.Expectation;
import io.assetota.handlers.coprocessor.part.Restoration;
import io.assetota.handlers.testkit.smp.SmpProgram;
import io.assetota.handlers.testkit.smp.SmpTraits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SmpPartTest {
  private static final byte[] NEW = SignedImages.NEW;
  private static final Duration WITHIN = Duration.ofSeconds(10);

  private final SmpBench bench = new SmpBench();
  private final SmpPart part = new SmpPart("radio", bench.flasher().withStartTime(WITHIN));
  private final List<Optional<String>> versions = new ArrayList<>();

  private PartProgram program() throws IOException {
    return new PartProgram(
        new AssetReference("radio.bin", AssetHash.ofContent(NEW)),
        part.read(new ByteArrayInputStream(NEW)));
  }

  private FlashResult update(String expected) throws IOException {
    return new PartUpdate(part, versions::add)
        .run(program(), Optional.of(new Expectation(expected, WITHIN)), FlashListener.NONE);
  }

  @Test
  void programThatReportsItsVersionIsConfirmed() throws IOException {
    assertThat(part.installedVersion()).contains("1.0.0");
    assertThat(update("1.2.3+4").outcome()).isEqualTo(Outcome.WRITTEN);
    assertThat(bench.part.staysAfterReset()).isTrue();
    assertThat(part.installedVersion()).contains("1.2.3.4");
  }

  @Test
  void programOfAnotherVersionGoesBackByThePartItself() {
    assertThatThrownBy(() -> update("9.9.9"))
        .isInstanceOf(AssetException.class)
        .hasMessageContainingAll(
            "1.2.3.4 instead of 9.9.9", "The part went back to its former program by itself");
    assertThat(bench.part.runningVersion()).contains("1.0.0");
    assertThat(bench.part.staysAfterReset()).isTrue();
    assertThat(versions).containsExactly(Optional.of("1.0.0"));
  }

  @Test
  void programThatCrashesWentBackAlready() throws IOException {
    bench.part.program(SignedImages.hash(NEW), SmpProgram.CRASHES);
    assertThatThrownBy(() -> update("1.2.3+4"))
        .hasMessageContainingAll("did not work", "went back to its former program by itself");
    assertThat(bench.part.runningVersion()).contains("1.0.0");
  }

  @Test
  void silentProgramWithoutAResetIsNotSaidToBeBack() throws IOException {
    bench.part.program(SignedImages.hash(NEW), SmpProgram.SILENT);
    assertThatThrownBy(() -> update("1.2.3+4"))
        .hasMessageContainingAll("could not be put back", "at its next reset");
    bench.part.reset();
    assertThat(bench.part.runningVersion()).contains("1.0.0");
  }

  @Test
  void silentProgramIsResetByItsPin() throws IOException {
    bench.part.program(SignedImages.hash(NEW), SmpProgram.SILENT);
    BootControl reset = BootControl.resetPin(bench.part.resetPin(), bench.clock);
    SmpPart resettable =
        new SmpPart("radio", new SmpFlasher(bench.link, reset, bench.clock).withStartTime(WITHIN));
    assertProblem(Problem.NO_ANSWER, () -> resettable.install(program(), FlashListener.NONE));
    assertThat(resettable.restore(FlashListener.NONE)).isEqualTo(Restoration.BY_PART);
    assertThat(bench.part.runningVersion()).contains("1.0.0");
  }

  @Test
  void installationThatWasCutOffGoesOnWhereItWas() throws IOException {
    part.install(program(), FlashListener.NONE);
    SmpPart afterPowerCut = new SmpPart("radio", bench.flasher());
    FlashResult result = afterPowerCut.install(program(), FlashListener.NONE);
    assertThat(result.outcome()).isEqualTo(Outcome.UNCHANGED);
    afterPowerCut.verifyRunning("1.2.3.4", WITHIN);
    afterPowerCut.keep();
    assertThat(bench.part.staysAfterReset()).isTrue();
  }

  @Test
  void programThatWasThereBeforeStaysWhenItIsTheWrongOne() throws IOException {
    update("1.2.3+4");
    assertThatThrownBy(() -> update("9.9.9")).hasMessageContaining("still has its former program");
    assertThat(bench.part.runningVersion()).contains("1.2.3.4");
  }

  @Test
  void programOfSerialRecoveryHasNoWayBack() throws IOException {
    SmpBench old = new SmpBench(SmpTraits.USUAL);
    old.part.enterRecovery();
    SmpPart recovered = new SmpPart("radio", old.flasher());
    recovered.install(program(), FlashListener.NONE);
    old.clock.sleep(WITHIN);
    assertProblem(Problem.NO_FORMER_PROGRAM, () -> recovered.restore(FlashListener.NONE));
  }

  @Test
  void whatIsNoImageIsNotRead() {
    assertProblem(
        Problem.BAD_IMAGE,
        () -> part.read(new ByteArrayInputStream(SignedImages.bytes("new.bin"))));
  }

  @Test
  void nothingIsKeptOrPutBackBeforeAnInstallation() {
    assertThatThrownBy(part::keep).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> part.restore(FlashListener.NONE))
        .isInstanceOf(IllegalStateException.class);
  }
}
