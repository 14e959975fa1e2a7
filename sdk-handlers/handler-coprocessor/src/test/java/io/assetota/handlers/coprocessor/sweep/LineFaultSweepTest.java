package io.assetota.handlers.coprocessor.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each boot loader behind a line on which one byte, of some, goes wrong. */
@Tag("long")
class LineFaultSweepTest {
  @ParameterizedTest
  @CsvSource({
    "STM32, true",
    "STM32, false",
    "STM32_CHECKSUM, true",
    "ESP32, true",
    "ESP32, false",
    "AVR, true",
    "AVR, false",
    "XMODEM, true",
    "XMODEM, false",
    "SMP, false",
    "SMP_RECOVERY, true",
    "SMP_RECOVERY, false"
  })
  void someBytes(SweptParts part, boolean canReset) throws IOException {
    run(part, canReset, 41);
  }

  static void run(SweptParts part, boolean canReset, int step) throws IOException {
    LineFaultSweep sweep = new LineFaultSweep(part, canReset);
    assertThat(sweep.run(step)).isEmpty();
    System.out.println(sweep.figures(part.name()));
    assertThat(sweep.faults()).isGreaterThan(100);
    assertThat(sweep.successes()).isGreaterThan(sweep.faults() / 4);
  }
}
