package io.assetota.handlers.coprocessor.stm32;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialSettings.Parity;
import io.assetota.handlers.testkit.PseudoTerminal;
import io.assetota.handlers.testkit.stm32.Stm32Chip;
import io.assetota.handlers.testkit.stm32.Stm32Emulator;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole processes side by side at one emulated part, on a line paced at 115200 8E1: ours, and
 * stm32flash. Waiting for the line is nearly all of the time, so that load changes little.
 */
class WallTimeIT {
  private static final byte[] IMAGE = Bench.image(48 << 10, 1);
  private static final SerialSettings LINE = new SerialSettings(115_200, Parity.EVEN);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void needsItsTools() throws Exception {
    boolean there =
        PseudoTerminal.isAvailable()
            && Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "stm32flash")));
    assertThat(there || !"true".equals(System.getenv("CI")))
        .as("CI needs socat and stm32flash")
        .isTrue();
    assumeTrue(there, "socat or stm32flash is missing: install them to run this test");
    file = Files.write(folder.resolve("image.bin"), IMAGE);
  }

  @Test
  void takesAtMost65PercentOfTheTimeOfStm32flash() throws Exception {
    Stm32Chip chip = Stm32Chip.g474();
    double theirs =
        seconds(
            new Stm32Emulator(chip),
            port ->
                List.of(
                    "stm32flash", "-m", "8n1", "-b", "115200", "-w", file.toString(), "-v", port));
    Stm32Emulator part = new Stm32Emulator(chip);
    double ours = seconds(part, this::ourCommand);
    int programmed = part.flash().programmedBlocks();
    part.resetPin().set(false);
    part.resetPin().set(true);
    double unchanged = seconds(part, this::ourCommand);
    System.out.printf(
        Locale.ROOT,
        "%s, 48 KiB with a third blank, 115200 8E1: stm32flash -w -v %.2f s, ours %.2f s (%.2f),"
            + " ours unchanged %.2f s%n",
        chip.name(),
        theirs,
        ours,
        ours / theirs,
        unchanged);
    assertThat(ours / theirs).isLessThanOrEqualTo(0.65);
    assertThat(part.flash().programmedBlocks()).as("unchanged: no write").isEqualTo(programmed);
  }

  private List<String> ourCommand(String port) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(
        Stream.of("java.class.path", "jdk.module.path", "surefire.test.class.path")
            .map(name -> System.getProperty(name, ""))
            .filter(path -> !path.isEmpty())
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(FlashProcess.class.getName());
    command.add(port);
    command.add(file.toString());
    return command;
  }

  private interface Command {
    List<String> at(String port);
  }

  private double seconds(Stm32Emulator part, Command command)
      throws IOException, InterruptedException {
    Path port = folder.resolve("port");
    try (PseudoTerminal terminal = PseudoTerminal.open(port, part, LINE)) {
      long begin = System.nanoTime();
      Process process =
          new ProcessBuilder(command.at(terminal.path().toString()))
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
      double seconds = (System.nanoTime() - begin) / 1e9;
      assertThat(part.flash().read(0, IMAGE.length)).isEqualTo(IMAGE);
      return seconds;
    }
  }
}
