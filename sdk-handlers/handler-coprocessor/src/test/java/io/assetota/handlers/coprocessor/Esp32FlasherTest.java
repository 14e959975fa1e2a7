package io.assetota.handlers.coprocessor;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.AssetException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FlashResult.Outcome;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialSettings.Parity;
import io.assetota.handlers.testkit.EmulatedSerialLink;
import io.assetota.handlers.testkit.Esp32Emulator;
import io.assetota.handlers.testkit.VirtualClock;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A second kind of boot loader, with the same images, listener, results and handler. */
class Esp32FlasherTest {
  private static final int ADDRESS = 0x10000;
  private static final byte[] IMAGE = Bench.image(60_000, 5);

  private final VirtualClock clock = new VirtualClock();
  private final Esp32Emulator part = new Esp32Emulator(4 << 20);
  private final EmulatedSerialLink link =
      new EmulatedSerialLink(part, new SerialSettings(115_200, Parity.NONE), clock);

  private FlashResult flash(byte[] image) throws IOException {
    Esp32Flasher flasher = new Esp32Flasher(link, BootControl.none(), clock, ADDRESS, 4 << 20);
    return flasher.flash(FirmwareImage.parse(image, flasher.rawAddress()), FlashListener.NONE);
  }

  @Test
  void writesVerifiesAndStarts() throws IOException {
    FlashResult result = flash(IMAGE);
    assertThat(part.flash(ADDRESS, IMAGE.length)).isEqualTo(IMAGE);
    assertThat(part.programRuns()).isTrue();
    assertThat(result.outcome()).isEqualTo(Outcome.WRITTEN);
    assertThat(result.pagesErased()).isEqualTo(15);
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeAnythingIsErased() {
    Stm32FlasherTest.assertProblem(Problem.DOES_NOT_FIT, () -> flash(new byte[4 << 20]));
    assertThat(part.erasedSectors()).isZero();
  }

  @Test
  void everyLostAnswerEndsInTheImageOrInAFailure() throws IOException {
    flash(IMAGE);
    int packets = part.packets();
    assertThat(packets).isGreaterThan(40);
    int successes = 0;
    for (int lost = 0; lost < packets; lost++) {
      Esp32FlasherTest again = new Esp32FlasherTest();
      again.part.loseAnswer(lost);
      try {
        again.flash(IMAGE);
        successes++;
        assertThat(again.part.flash(ADDRESS, IMAGE.length)).isEqualTo(IMAGE);
      } catch (AssetException e) {
        assertThat(e.getMessage()).hasSizeGreaterThan(20);
      }
    }
    assertThat(successes).isEqualTo(packets);
  }

  @Test
  void unchangedImageIsNotSent() throws IOException {
    Esp32Flasher flasher = new Esp32Flasher(link, new StaysInLoader(), clock, ADDRESS, 4 << 20);
    flasher.flash(FirmwareImage.parse(IMAGE, ADDRESS), FlashListener.NONE);
    int erased = part.erasedSectors();
    FlashResult second = flasher.flash(FirmwareImage.parse(IMAGE, ADDRESS), FlashListener.NONE);
    assertThat(second.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(part.erasedSectors()).isEqualTo(erased);
  }

  private static final class StaysInLoader implements BootControl {
    @Override
    public void enterBootLoader() {}

    @Override
    public void runProgram() {}

    @Override
    public boolean canReset() {
      return true;
    }

    @Override
    public void close() {}
  }
}
