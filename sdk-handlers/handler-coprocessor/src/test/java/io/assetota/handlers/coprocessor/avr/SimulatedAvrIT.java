package io.assetota.handlers.coprocessor.avr;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashResult;
import io.assetota.handlers.coprocessor.FlashResult.Outcome;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialSettings.Parity;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the boot loaders of Arduino boards; avrdude sees what we wrote, and we what it wrote. */
@Tag("long")
class SimulatedAvrIT {
  @TempDir Path folder;

  @BeforeAll
  static void requireTools() {
    SimulatedAvr.requireTools();
  }

  @ParameterizedTest
  @CsvSource({
    "atmega328p, atmega/ATmegaBOOT_168_atmega328.hex, 57600, 1.16",
    "atmega328p, optiboot/optiboot.c, 115200, 4.4"
  })
  void avrdudeReadsWhatWeWroteAndTheOtherWayRound(
      String mcu, String bootLoader, int baud, String version) throws Exception {
    byte[] ours = AvrBench.image(3000, 1);
    byte[] theirs = AvrBench.image(2000, 2);
    try (SimulatedAvr board = SimulatedAvr.start(folder, mcu, bootLoader)) {
      FlashResult result = flash(board, baud, ours);
      assertThat(result.outcome()).isEqualTo(Outcome.WRITTEN);
      assertThat(result.part()).isEqualToIgnoringCase(mcu + " (boot loader " + version + ")");
      assertThat(result.retries()).isZero();

      Path written = Files.write(folder.resolve("ours.bin"), ours);
      assertThat(board.avrdude(baud, "flash:v:" + written + ":r"))
          .contains("3000 bytes of flash verified");

      Path file = Files.write(folder.resolve("theirs.bin"), theirs);
      assertThat(board.avrdude(baud, "flash:w:" + file + ":r")).contains("2000 bytes of flash");
      assertThat(flash(board, baud, theirs).outcome()).isEqualTo(Outcome.UNCHANGED);
    }
  }

  /** Pages of 64 and of 256 bytes, and other UARTs. */
  @ParameterizedTest
  @CsvSource({
    "atmega8, atmega8/ATmegaBOOT.hex, 19200",
    "atmega1280, atmega/ATmegaBOOT_168_atmega1280.hex, 57600"
  })
  void otherPartsAreWrittenAndReadBack(String mcu, String bootLoader, int baud) throws Exception {
    try (SimulatedAvr board = SimulatedAvr.start(folder, mcu, bootLoader)) {
      FlashResult result = flash(board, baud, AvrBench.image(1000, 3));
      assertThat(result.part()).startsWithIgnoringCase(mcu + " ");
      assertThat(result.outcome()).isEqualTo(Outcome.WRITTEN);
      assertThat(result.retries()).isZero();
    }
  }

  private static FlashResult flash(SimulatedAvr board, int baud, byte[] image) throws Exception {
    try (SerialLink link =
        SerialLink.open(board.port().toString(), new SerialSettings(baud, Parity.NONE))) {
      return new AvrFlasher(link, board.button())
          .flash(FirmwareImage.parse(image, 0), FlashListener.NONE);
    }
  }
}
