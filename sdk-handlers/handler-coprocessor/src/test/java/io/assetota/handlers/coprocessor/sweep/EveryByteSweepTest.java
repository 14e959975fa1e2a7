package io.assetota.handlers.coprocessor.sweep;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each boot loader behind a line on which one byte goes wrong: every eleventh, or with {@code
 * -Dsweep.step=1} every byte, which takes minutes.
 */
@Tag("long")
class EveryByteSweepTest {
  @ParameterizedTest
  @CsvSource({
    "STM32, true",
    "STM32, false",
    "STM32_CHECKSUM, true",
    "STM32_CHECKSUM, false",
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
  void everyByte(SweptParts part, boolean canReset) throws IOException {
    LineFaultSweepTest.run(part, canReset, Integer.getInteger("sweep.step", 11));
  }
}
