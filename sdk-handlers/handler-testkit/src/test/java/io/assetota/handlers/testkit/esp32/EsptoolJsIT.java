package io.assetota.handlers.testkit.esp32;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.assetota.handlers.testkit.PseudoTerminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Timer;
import java.util.TimerTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Espressif's esptool-js, an independent client, takes the emulator for an ESP32. */
class EsptoolJsIT {
  private static final int ADDRESS = 0x10000;
  private static final Path CLIENT = Path.of("src", "test", "js");

  @TempDir Path folder;

  @Test
  void esptoolJsWrites() throws Exception {
    boolean there = PseudoTerminal.isAvailable() && install();
    assertThat(there || !"true".equals(System.getenv("CI")))
        .as("CI needs socat, node and npm")
        .isTrue();
    assumeTrue(there, "socat, node or npm is missing, or esptool-js can't be installed");
    byte[] image = new byte[50_000];
    new Random(1).nextBytes(image);
    Path file = Files.write(folder.resolve("image.bin"), image);
    Esp32Emulator part = new Esp32Emulator(4 << 20);
    try (PseudoTerminal terminal = PseudoTerminal.open(folder.resolve("port"), part, null)) {
      String output =
          run("node", "flash.js", terminal.path().toString(), file.toString(), "" + ADDRESS);
      assertThat(output).contains("chip ESP32", "flashed");
    }
    assertThat(part.flash(ADDRESS, image.length)).isEqualTo(image);
  }

  private boolean install() throws IOException {
    for (String name : new String[] {"package.json", "package-lock.json", "flash.js"}) {
      Files.copy(CLIENT.resolve(name), folder.resolve(name));
    }
    try {
      return run("npm", "ci", "--no-audit", "--no-fund").contains("added");
    } catch (IOException e) {
      return false;
    }
  }

  private String run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    Timer watchdog = new Timer(true);
    watchdog.schedule(
        new TimerTask() {
          @Override
          public void run() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
          }
        },
        60_000);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    watchdog.cancel();
    return output;
  }
}
