package io.assetota.handlers.coprocessor.esp32;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.model.AssetException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashResult;
import io.assetota.handlers.coprocessor.FlashResult.Outcome;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.coprocessor.stm32.Bench;
import io.assetota.handlers.coprocessor.stm32.Stm32FlasherTest;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialSettings.Parity;
import io.assetota.handlers.testkit.EmulatedSerialLink;
import io.assetota.handlers.testkit.VirtualClock;
import io.assetota.handlers.testkit.esp32.Esp32Emulator;
import io.assetota.handlers.testkit.esp32.Esp32Emulator.Kind;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A second kind of boot loader, with the same images, listener, results and handler. */
class Esp32FlasherTest {
  private static final int ADDRESS = 0x10000;
  private static final byte[] IMAGE = image(60_000, 0);

  private final VirtualClock clock = new VirtualClock();
  private Esp32Emulator part = new Esp32Emulator(4 << 20);
  private EmulatedSerialLink link = link();

  private EmulatedSerialLink link() {
    return new EmulatedSerialLink(part, new SerialSettings(115_200, Parity.NONE), clock);
  }

  private void connect(Esp32Emulator other) {
    part = other;
    link = link();
  }

  /** An application with the header of the given chip, for 4 MiB of flash. */
  private static byte[] image(int size, int chip) {
    byte[] image = Bench.image(size, 5);
    byte[] header = new byte[24];
    header[0] = (byte) 0xe9;
    header[1] = 5;
    header[3] = 0x2f;
    header[12] = (byte) chip;
    System.arraycopy(header, 0, image, 0, header.length);
    return image;
  }

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
    Stm32FlasherTest.assertProblem(Problem.DOES_NOT_FIT, () -> flash(image(4 << 20, 0)));
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

  @ParameterizedTest
  @CsvSource({"ESP32_S2, 2", "ESP32_S3, 9", "ESP32_C3, 5", "ESP32_C6, 13"})
  void youngerChipsAreKnown(Kind kind, int id) throws IOException {
    connect(new Esp32Emulator(kind, 4 << 20));
    byte[] image = image(60_000, id);
    assertThat(flash(image).part()).isEqualTo(kind.name().replace('_', '-'));
    assertThat(part.flash(ADDRESS, image.length)).isEqualTo(image);
  }

  @ParameterizedTest
  @CsvSource({"ESP32, 9, ESP32-S3", "ESP32_S3, 0, ESP32", "ESP32_C3, 13, ESP32-C6"})
  void imageForAnotherChipIsRefusedBeforeAnythingIsErased(Kind kind, int id, String wanted) {
    connect(new Esp32Emulator(kind, 4 << 20));
    Stm32FlasherTest.assertProblem(Problem.BAD_IMAGE, () -> flash(image(60_000, id)))
        .hasMessageContainingAll("for an " + wanted, kind.name().replace('_', '-') + " answers");
    assertThat(part.erasedSectors()).isZero();
  }

  @Test
  void chipInSecureDownloadModeIsKnownByItsSecurityInfo() throws IOException {
    connect(new Esp32Emulator(Kind.ESP32_C3, 4 << 20));
    part.refuse(0x0a);
    assertThat(flash(image(60_000, 5)).part()).isEqualTo("ESP32-C3");
  }

  @Test
  void chipThatIsNotKnownIsNamedByItsNumbers() {
    connect(new Esp32Emulator(Kind.ESP32_H2, 4 << 20));
    Stm32FlasherTest.assertProblem(Problem.REFUSED, () -> flash(IMAGE))
        .hasMessageContainingAll("0xD7B73E80", "0x0010", "Nothing was erased");
  }

  @Test
  void answersWithErrorsAreNotSilence() {
    part.refuse(0x0a);
    Stm32FlasherTest.assertProblem(Problem.REFUSED, () -> flash(IMAGE))
        .hasMessageContainingAll("refuses to read registers", "0x09");
    connect(new Esp32Emulator(4 << 20));
    part.refuse(0x0d);
    Stm32FlasherTest.assertProblem(Problem.REFUSED, () -> flash(IMAGE))
        .hasMessageContaining("does not connect its flash");
  }

  @Test
  void sizeOfTheFlashCountsAndNotWhatWasSaid() {
    connect(new Esp32Emulator(2 << 20));
    Stm32FlasherTest.assertProblem(Problem.DOES_NOT_FIT, () -> flash(IMAGE))
        .hasMessageContainingAll("4194304 bytes", "2097152 bytes");
    assertThat(part.erasedSectors()).isZero();
  }

  @Test
  void whatIsNoImageIsRefusedUnlessItIsTakenAsIs() throws IOException {
    byte[] table = Bench.image(4096, 3);
    Stm32FlasherTest.assertProblem(Problem.BAD_IMAGE, () -> flash(table))
        .hasMessageContaining("0xE9");
    assertThat(part.packets()).isZero();
    Esp32Flasher flasher = new Esp32Flasher(link, BootControl.none(), clock, 0x8000, 4 << 20);
    flasher.flash(FirmwareImage.raw(table, 0x8000), FlashListener.NONE);
    assertThat(part.flash(0x8000, table.length)).isEqualTo(table);
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
