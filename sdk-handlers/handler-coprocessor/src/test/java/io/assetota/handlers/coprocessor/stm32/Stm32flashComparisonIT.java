package io.assetota.handlers.coprocessor.stm32;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.io.Level;
import io.assetota.handlers.testkit.PseudoTerminal;
import io.assetota.handlers.testkit.SerialPart;
import io.assetota.handlers.testkit.stm32.Stm32Chip;
import io.assetota.handlers.testkit.stm32.Stm32Emulator;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bytes that go over the line, ours beside those of stm32flash, for the same program and part.
 * Waiting for the line is nearly all of the time that flashing takes.
 */
class Stm32flashComparisonIT {
  private static final byte[] IMAGE = Bench.image(48 << 10, 1);

  @TempDir Path folder;

  @Test
  void movesAtMostTwoThirdsOfTheBytesOfStm32flash() throws Exception {
    boolean there =
        PseudoTerminal.isAvailable()
            && Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "stm32flash")));
    assertThat(there || !"true".equals(System.getenv("CI")))
        .as("CI needs socat and stm32flash")
        .isTrue();
    assumeTrue(there, "socat or stm32flash is missing: install them to run this test");

    Stm32Chip chip = Stm32Chip.g474().withoutDelays();
    long theirs = bytesOfStm32flash(new Stm32Emulator(chip));
    Bench bench = new Bench(chip);
    long ours = bytesOfOurs(bench);
    long unchanged = bytesOfOurs(bench);
    System.out.printf(
        Locale.ROOT,
        "%s, 48 KiB with a third blank: stm32flash -w -v moves %d bytes, ours %d (%.2f), ours"
            + " unchanged %d%n",
        chip.name(),
        theirs,
        ours,
        (double) ours / theirs,
        unchanged);
    assertThat(3 * ours).isLessThanOrEqualTo(2 * theirs);
    assertThat(50 * unchanged).isLessThanOrEqualTo(theirs);
  }

  private static long bytesOfOurs(Bench bench) throws Exception {
    long before = bench.link.bytesWritten() + bench.link.bytesRead();
    bench.part.resetPin().set(Level.LOW);
    bench.part.boot0Pin().set(Level.HIGH);
    bench.part.resetPin().set(Level.HIGH);
    bench.flasher(BootControl.none()).flash(Bench.raw(IMAGE), FlashListener.NONE);
    assertThat(bench.flashContent(IMAGE.length)).isEqualTo(IMAGE);
    return bench.link.bytesWritten() + bench.link.bytesRead() - before;
  }

  private long bytesOfStm32flash(Stm32Emulator part) throws Exception {
    Path file = Files.write(folder.resolve("image.bin"), IMAGE);
    Path port = folder.resolve("port");
    Counter counter = new Counter(part);
    try (PseudoTerminal terminal = PseudoTerminal.open(port, counter, null)) {
      Process process =
          new ProcessBuilder(
                  "stm32flash",
                  "-m",
                  "8n1",
                  "-b",
                  "115200",
                  "-w",
                  file.toString(),
                  "-v",
                  terminal.path().toString())
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
    }
    assertThat(part.flash().read(0, IMAGE.length)).isEqualTo(IMAGE);
    return counter.bytes.get();
  }

  /** Counts the bytes in both directions. */
  private static final class Counter implements SerialPart {
    private final SerialPart part;
    private final AtomicLong bytes = new AtomicLong();

    Counter(SerialPart part) {
      this.part = part;
    }

    @Override
    public void receive(int value, long nanos, Line line) {
      bytes.incrementAndGet();
      part.receive(
          value,
          nanos,
          new Line() {
            @Override
            public void send(byte[] answer, long when) {
              bytes.addAndGet(answer.length);
              line.send(answer, when);
            }

            @Override
            public void fallSilent() {
              line.fallSilent();
            }

            @Override
            public void unplug() {
              line.unplug();
            }
          });
    }
  }
}
