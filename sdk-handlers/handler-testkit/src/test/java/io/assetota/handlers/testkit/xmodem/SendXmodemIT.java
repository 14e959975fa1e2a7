package io.assetota.handlers.testkit.xmodem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.assetota.handlers.testkit.PseudoTerminal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** sx of lrzsz, an independent sender, takes the emulator for a boot loader. */
class SendXmodemIT {
  @TempDir Path folder;

  @Test
  void sxSendsAFile() throws Exception {
    boolean there = PseudoTerminal.isAvailable() && Files.isExecutable(Path.of("/usr/bin/sx"));
    assertThat(there || !"true".equals(System.getenv("CI")))
        .as("CI needs socat and lrzsz")
        .isTrue();
    assumeTrue(there, "socat or lrzsz is missing: install them to run this test");
    byte[] content = new byte[3000];
    new Random(1).nextBytes(content);
    Path file = Files.write(folder.resolve("app.gbl"), content);
    XmodemEmulator part = new XmodemEmulator();
    Path port = folder.resolve("port");
    try (PseudoTerminal terminal = PseudoTerminal.open(port, part, null)) {
      // The choice 1 of the menu, and then the file over the same open port.
      Process sx =
          new ProcessBuilder(
                  "bash",
                  "-c",
                  "exec 3<>\"$0\"; printf 1 >&3; sx -X \"$1\" <&3 >&3",
                  terminal.path().toString(),
                  file.toString())
              .redirectErrorStream(true)
              .start();
      String output = new String(sx.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(sx.waitFor()).as(output).isZero();
      assertThat(output).contains("Transfer complete");
    }
    assertThat(part.stored()).startsWith(content).endsWith(0x1a, 0x1a).hasSize(3072);
  }
}
