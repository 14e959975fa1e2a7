package io.assetota.handlers.coprocessor.smp;

import static io.assetota.handlers.coprocessor.stm32.Stm32FlasherTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.CancelledException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashPhase;
import io.assetota.handlers.coprocessor.FlashResult;
import io.assetota.handlers.coprocessor.FlashResult.Outcome;
import io.assetota.handlers.coprocessor.FlashResult.Verification;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.testkit.smp.SmpProgram;
import io.assetota.handlers.testkit.smp.SmpTraits;
import io.assetota.handlers.testkit.smp.SmpTraits.Difference;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmpFlasherTest {
  private static final byte[] OLD = SignedImages.OLD;
  private static final byte[] NEW = SignedImages.NEW;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void runningProgramIsReplacedTestedAndConfirmed(boolean usual) throws IOException {
    SmpBench bench = new SmpBench(usual ? SmpTraits.USUAL : SmpTraits.OLD);
    FlashResult result = bench.flash(bench.flasher());
    assertThat(bench.part.runningVersion()).contains("1.2.3.4");
    assertThat(bench.primaryHolds(NEW)).isTrue();
    assertThat(bench.part.staysAfterReset()).isTrue();
    assertThat(bench.part.slot(1, OLD.length)).isEqualTo(OLD);
    assertThat(result.part()).isEqualTo("a part with MCUboot, version 1.0.0");
    assertThat(result.outcome()).isEqualTo(Outcome.WRITTEN);
    assertThat(result.verification()).isEqualTo(Verification.BY_PART);
    assertThat(result.bytesWritten()).isEqualTo(NEW.length);
  }

  @Test
  void imageThatRunsAlreadyIsNotSent() throws IOException {
    SmpBench bench = new SmpBench();
    bench.flash(bench.flasher());
    int boots = bench.part.boots();
    FlashResult result = bench.flash(bench.flasher());
    assertThat(result.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(result.bytesWritten()).isZero();
    assertThat(bench.part.boots()).isEqualTo(boots);
  }

  @Test
  void testAloneLeavesTheWayBackAndTheNextCallConfirms() throws IOException {
    SmpBench bench = new SmpBench();
    bench.flash(bench.flasher().confirming(SmpConfirmation.NEVER));
    assertThat(bench.part.runningVersion()).contains("1.2.3.4");
    assertThat(bench.part.staysAfterReset()).isFalse();

    assertThat(bench.flash(bench.flasher()).outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(bench.part.staysAfterReset()).isTrue();
    bench.part.reset();
    assertThat(bench.part.runningVersion()).contains("1.2.3.4");
  }

  @Test
  void testThatNobodyConfirmsGoesBackAtTheNextReset() throws IOException {
    SmpBench bench = new SmpBench();
    bench.flash(bench.flasher().confirming(SmpConfirmation.NEVER));
    bench.part.reset();
    assertThat(bench.part.runningVersion()).contains("1.0.0");
  }

  @Test
  void confirmedAtOnceThereIsNoWayBack() throws IOException {
    SmpBench bench = new SmpBench();
    bench.flash(bench.flasher().confirming(SmpConfirmation.AT_ONCE));
    assertThat(bench.part.staysAfterReset()).isTrue();
    assertThat(bench.part.runningVersion()).contains("1.2.3.4");
  }

  @Test
  void programThatCrashesIsToldAsThePartsOwnRollBack() throws IOException {
    SmpBench bench = new SmpBench();
    bench.part.program(SignedImages.hash(NEW), SmpProgram.CRASHES);
    assertProblem(Problem.ROLLED_BACK, () -> bench.flash(bench.flasher()))
        .hasMessageContainingAll("went back by itself", "did not work");
    assertThat(bench.part.runningVersion()).contains("1.0.0");
    assertThat(bench.part.staysAfterReset()).isTrue();
  }

  @Test
  void programThatIsSilentIsNotConfirmedAndGoesBackAtItsNextReset() throws IOException {
    SmpBench bench = new SmpBench();
    bench.part.program(SignedImages.hash(NEW), SmpProgram.SILENT);
    assertProblem(
            Problem.NO_ANSWER,
            () -> bench.flash(bench.flasher().withStartTime(Duration.ofSeconds(20))))
        .hasMessageContainingAll("within 20 s", "not confirmed", "goes back");
    bench.part.reset();
    assertThat(bench.part.runningVersion()).contains("1.0.0");
  }

  @Test
  void imageThatTheBootLoaderRefusesIsToldAsThat() throws IOException {
    // It checks SHA-256 alone, as one that was built for other keys would.
    SmpBench bench = new SmpBench();
    byte[] other = SignedImages.bytes("new-sha512.signed.bin");
    assertThatThrownBy(() -> bench.flash(bench.flasher(), other))
        .hasMessageContainingAll("does not list it", "another key", "still runs its previous");
    assertThat(bench.part.runningVersion()).contains("1.0.0");
  }

  @Test
  void bitThatGoesWrongInFlashIsNoticedByThePart() {
    SmpBench checks = new SmpBench(SmpTraits.USUAL.with(Difference.CHECKS_UPLOAD));
    checks.part.wearOut(700);
    assertProblem(Problem.NOT_VERIFIED, () -> checks.flash(checks.flasher()))
        .hasMessageContainingAll("another hash", "still runs its previous program");

    SmpBench starts = new SmpBench();
    starts.part.wearOut(700);
    assertProblem(Problem.ROLLED_BACK, () -> starts.flash(starts.flasher()))
        .hasMessageContaining("its boot loader refused the image");
    assertThat(starts.part.runningVersion()).contains("1.0.0");

    SmpBench recovers = new SmpBench();
    recovers.part.wearOut(700);
    recovers.part.enterRecovery();
    assertProblem(Problem.NOT_VERIFIED, () -> recovers.flash(recovers.flasher()))
        .hasMessageContainingAll("does not list it", "may be without a program");
  }

  @Test
  void serialRecoveryWritesThePrimarySlot() throws IOException {
    SmpBench bench = new SmpBench();
    bench.part.enterRecovery();
    FlashResult result = bench.flash(bench.flasher());
    assertThat(bench.primaryHolds(NEW)).isTrue();
    assertThat(bench.part.runningVersion()).contains("1.2.3.4");
    assertThat(bench.part.staysAfterReset()).isTrue();
    assertThat(result.part()).isEqualTo("MCUboot, version 1.0.0");
  }

  @Test
  void pinsBringThePartIntoSerialRecoveryAndBack() throws IOException {
    SmpBench bench = new SmpBench(new byte[0], SmpTraits.OLD);
    BootControl pins = BootControl.gpio(bench.part.bootPin(), bench.part.resetPin(), bench.clock);
    FlashResult result = bench.flash(new SmpFlasher(bench.link, pins, bench.clock));
    assertThat(result.part()).isEqualTo("MCUboot, without a program");
    assertThat(bench.part.runningVersion()).contains("1.2.3.4");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void recoveryDoesNotTakeAnImageOnTestForOneThatStays(boolean listsStates) throws IOException {
    SmpBench bench =
        new SmpBench(
            listsStates ? SmpTraits.USUAL.with(Difference.STATES_IN_RECOVERY) : SmpTraits.USUAL);
    bench.flash(bench.flasher().confirming(SmpConfirmation.NEVER));
    bench.part.enterRecovery();
    assertThat(bench.flash(bench.flasher()).outcome()).isEqualTo(Outcome.WRITTEN);
    bench.part.reset();
    assertThat(bench.part.runningVersion()).contains("1.2.3.4");
  }

  @Test
  void recoveryDoesNotSendAnImageThatIsThereAlone() throws IOException {
    SmpBench bench = new SmpBench(NEW, SmpTraits.USUAL);
    bench.part.enterRecovery();
    assertThat(bench.flash(bench.flasher()).outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(bench.part.runningVersion()).contains("1.2.3.4");
  }

  @Test
  void recoveryThatWillStartAnotherImageIsNoSuccess() throws IOException {
    SmpBench bench = new SmpBench(SmpTraits.USUAL.with(Difference.STATES_IN_RECOVERY));
    bench.part.mark(SignedImages.bytes("new-rsa.signed.bin"));
    bench.part.enterRecovery();
    assertProblem(Problem.NOT_VERIFIED, () -> bench.flash(bench.flasher()))
        .hasMessageContaining("starts another one at its next reset");
  }

  @Test
  void uploadThatWasCutOffGoesOn() throws IOException {
    SmpBench bench = new SmpBench();
    FlashListener fails =
        (phase, done, total) -> {
          if (phase == FlashPhase.WRITE && done > 600) {
            throw new IllegalStateException("the host ends");
          }
        };
    assertThatThrownBy(() -> bench.flasher().flash(FirmwareImage.parse(NEW, 0), fails))
        .isInstanceOf(IllegalStateException.class);
    FlashResult result = bench.flash(bench.flasher());
    assertThat(result.bytesWritten()).isLessThan(NEW.length);
    assertThat(bench.part.runningVersion()).contains("1.2.3.4");
  }

  @Test
  void imageThatIsUploadedAlreadyIsOnlyTested() throws IOException {
    SmpBench bench = new SmpBench();
    bench.part.program(SignedImages.hash(NEW), SmpProgram.CRASHES);
    assertProblem(Problem.ROLLED_BACK, () -> bench.flash(bench.flasher()));
    bench.part.program(SignedImages.hash(NEW), SmpProgram.RUNS);
    assertThat(bench.flash(bench.flasher()).bytesWritten()).isZero();
    assertThat(bench.part.runningVersion()).contains("1.2.3.4");
  }

  @Test
  void imageThatDoesNotFitIsRefusedBeforeAnythingIsSent() {
    SmpBench bench = new SmpBench(new SmpTraits(1100, 384, Set.of()));
    assertProblem(Problem.DOES_NOT_FIT, () -> bench.flash(bench.flasher()))
        .hasMessageContainingAll("1284 bytes", "1100", "Nothing was sent");
  }

  @Test
  void partThatDoesNotTellItsRoomRefusesByName() {
    SmpBench bench = new SmpBench(new SmpTraits(1100, 384, Set.of(Difference.FIRST_VERSION)));
    assertProblem(Problem.REFUSED, () -> bench.flash(bench.flasher()))
        .hasMessageContainingAll("Upload at offset 0", "a value that is not valid (error 3)");
  }

  @Test
  void slotThatIsTheWayBackIsToldByName() throws IOException {
    SmpBench bench = new SmpBench();
    bench.flash(bench.flasher().confirming(SmpConfirmation.NEVER));
    assertProblem(
            Problem.REFUSED,
            () -> bench.flash(bench.flasher(), SignedImages.bytes("new-rsa.signed.bin")))
        .hasMessageContainingAll("no free slot", "error 9 of images");
  }

  @ParameterizedTest
  @CsvSource({"128, 41", "512, 3", "4096, 1"})
  void sizeOfPacketsDecidesHowMany(int packetSize, int atLeast) throws IOException {
    SmpBench bench = new SmpBench(new SmpTraits(64 << 10, 8192, Set.of()));
    long before = bench.link.writes();
    bench.flash(bench.flasher().withPacketSize(packetSize));
    assertThat(bench.link.writes() - before).isGreaterThanOrEqualTo(atLeast);
    assertThat(bench.primaryHolds(NEW)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(SmpConfirmation.class)
  void everyRefusedRequestEndsInTheImageOrInAFailure(SmpConfirmation confirmation)
      throws IOException {
    SmpBench clean = new SmpBench();
    clean.flash(clean.flasher().confirming(confirmation));
    int failures = 0;
    for (int request = 0; request < clean.part.requests(); request++) {
      SmpBench bench = new SmpBench();
      bench.part.refuse(request);
      SmpFlasher flasher = bench.flasher().confirming(confirmation);
      try {
        bench.flash(flasher.withStartTime(Duration.ofSeconds(20)));
        assertThat(bench.part.runningVersion()).as("request %d", request).contains("1.2.3.4");
        assertThat(bench.part.staysAfterReset()).isEqualTo(confirmation != SmpConfirmation.NEVER);
      } catch (AssetException e) {
        assertThat(e).hasMessageContaining("unknown error");
        failures++;
      }
    }
    assertThat(failures).isGreaterThan(5);
  }

  @Test
  void previewSendsNothing() throws IOException {
    SmpBench bench = new SmpBench();
    FlashResult result = bench.flasher().preview(FirmwareImage.parse(NEW, 0), FlashListener.NONE);
    assertThat(result.outcome()).isEqualTo(Outcome.WRITTEN);
    assertThat(result.bytesWritten()).isEqualTo(NEW.length);
    assertThat(bench.part.boots()).isZero();
    assertThat(bench.part.slot(1, 4)).containsOnly(0xff);
  }

  @Test
  void cancellationIsHeardBeforeAnythingIsSent() {
    SmpBench bench = new SmpBench();
    FlashListener cancels =
        new FlashListener() {
          @Override
          public void progress(FlashPhase phase, long done, long total) {}

          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    assertThatThrownBy(() -> bench.flasher().flash(FirmwareImage.parse(NEW, 0), cancels))
        .isInstanceOf(CancelledException.class);
    assertThat(bench.part.slot(1, 4)).containsOnly(0xff);
  }

  @Test
  void silentPartNamesWhatToCheck() {
    SmpBench bench = new SmpBench(new byte[0], SmpTraits.USUAL);
    assertProblem(Problem.NO_ANSWER, () -> bench.flash(bench.flasher()))
        .hasMessageContainingAll("nothing answers SMP", "serial recovery", "TX and RX");
  }

  @Test
  void choicesThatMeanNothingAreMisuse() {
    SmpFlasher flasher = new SmpBench().flasher();
    assertThatThrownBy(() -> flasher.withImageNumber(16))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> flasher.withPacketSize(20))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> flasher.withStartTime(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
