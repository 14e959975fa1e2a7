package io.assetota.handlers.testkit.stm32;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.assetota.handlers.testkit.PseudoTerminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Debian's stm32flash, an independent client, takes the emulator for a part. */
class Stm32FlashIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"f103", "g474", "f407", "l152"})
  void stm32flashWritesAndVerifies(String name) throws Exception {
    boolean there = PseudoTerminal.isAvailable() && stm32flash().exitCode() >= 0;
    assertThat(there || !"true".equals(System.getenv("CI")))
        .as("CI needs socat and stm32flash")
        .isTrue();
    assumeTrue(there, "socat or stm32flash is missing: install them to run this test");
    Stm32Chip chip =
        switch (name) {
          case "f103" -> Stm32Chip.f103();
          case "g474" -> Stm32Chip.g474();
          case "f407" -> Stm32Chip.f407();
          default -> Stm32Chip.l152();
        };
    byte[] image = new byte[20_000];
    new Random(1).nextBytes(image);
    Path file = Files.write(folder.resolve("image.bin"), image);
    Stm32Emulator part = new Stm32Emulator(chip.withoutDelays());
    Path port = folder.resolve("port");
    try (PseudoTerminal terminal = PseudoTerminal.open(port, part, null)) {
      // 8N1, because a pseudo-terminal has no parity and stm32flash insists on what it asked for.
      Run run =
          stm32flash(
              "-m", "8n1", "-b", "115200", "-w", file.toString(), "-v", "-g", "0", port.toString());
      assertThat(run.exitCode()).as(run.output()).isZero();
      assertThat(run.output()).contains("Wrote and verified", "100.00%", "Starting execution");
      assertThat(terminal.path()).isEqualTo(port);
    }
    assertThat(part.flash().read(0, image.length)).isEqualTo(image);
    assertThat(part.programRuns()).isTrue();
  }

  private record Run(int exitCode, String output) {}

  private static Run stm32flash(String... arguments) throws InterruptedException {
    try {
      String[] command = new String[arguments.length + 1];
      command[0] = "stm32flash";
      System.arraycopy(arguments, 0, command, 1, arguments.length);
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return new Run(process.waitFor(), output);
    } catch (IOException e) {
      return new Run(-1, e.toString());
    }
  }
}
