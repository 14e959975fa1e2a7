package io.assetota.handlers.coprocessor.xmodem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashResult;
import io.assetota.handlers.coprocessor.FlashResult.Verification;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialSettings.Parity;
import io.assetota.testing.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's rx, of the package lrzsz, receives what we send. It starts when we open the port. */
class ReceiveXmodemIT {
  @TempDir Path folder;

  @Test
  void rxReceivesTheFile() throws Exception {
    List<Path> missing =
        List.of(Path.of("/usr/bin/rx"), Path.of("/usr/bin/socat")).stream()
            .filter(file -> !Files.exists(file))
            .toList();
    assertThat(missing.isEmpty() || !"true".equals(System.getenv("CI")))
        .as("CI needs %s", missing)
        .isTrue();
    assumeTrue(missing.isEmpty(), "missing: " + missing);

    byte[] file = new byte[40_000];
    new Random(1).nextBytes(file);
    Path port = folder.resolve("port");
    Path received = folder.resolve("received.bin");
    Process socat =
        new ProcessBuilder(
                "socat",
                "pty,raw,echo=0,wait-slave,link=" + port,
                "exec:rx --with-crc --binary received.bin")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    try {
      Waiting.until("socat makes its port", () -> Files.exists(port));
      FlashResult result;
      try (SerialLink link =
          SerialLink.open(port.toString(), new SerialSettings(115_200, Parity.NONE))) {
        result =
            new XmodemFlasher(link, BootControl.none(), MonotonicClock.system())
                .flash(FirmwareImage.raw(file, 0), FlashListener.NONE);
      }
      assertThat(result.verification()).isEqualTo(Verification.TRANSFER);
      assertThat(socat.waitFor()).as(Files.readString(folder.resolve("log"))).isZero();
    } finally {
      socat.destroy();
      socat.onExit().join();
    }
    byte[] content = Files.readAllBytes(received);
    assertThat(Arrays.copyOf(content, file.length)).isEqualTo(file);
    assertThat(content).hasSize((file.length + 127) / 128 * 128);
  }
}
