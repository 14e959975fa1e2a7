package io.assetota.handlers.testkit.avr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.assetota.handlers.testkit.PseudoTerminal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's avrdude, an independent client, takes the emulator for a board. */
class AvrdudeIT {
  @TempDir Path folder;

  @Test
  void avrdudeWritesAndVerifies() throws Exception {
    boolean there = PseudoTerminal.isAvailable() && Files.isExecutable(Path.of("/usr/bin/avrdude"));
    assertThat(there || !"true".equals(System.getenv("CI")))
        .as("CI needs socat and avrdude")
        .isTrue();
    assumeTrue(there, "socat or avrdude is missing: install them to run this test");
    byte[] image = new byte[3000];
    new Random(1).nextBytes(image);
    Path file = Files.write(folder.resolve("image.bin"), image);
    AvrEmulator part = new AvrEmulator(AvrChip.ATMEGA328P);
    Path port = folder.resolve("port");
    try (PseudoTerminal terminal = PseudoTerminal.open(port, part, null)) {
      Process avrdude =
          new ProcessBuilder(
                  "avrdude",
                  "-D",
                  "-c",
                  "arduino",
                  "-p",
                  "m328p",
                  "-P",
                  terminal.path().toString(),
                  "-b",
                  "115200",
                  "-U",
                  "flash:w:" + file + ":r")
              .redirectErrorStream(true)
              .start();
      String output =
          new String(avrdude.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(avrdude.waitFor()).as(output).isZero();
      assertThat(output).contains("3000 bytes of flash verified");
    }
    assertThat(part.flash(0, image.length)).isEqualTo(image);
    assertThat(part.programRuns()).isTrue();
  }
}
