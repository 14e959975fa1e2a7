package io.assetota.cli.parts;

import static io.assetota.cli.testing.Ran.asset_ota;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.assetota.cli.testing.Ran;
import io.assetota.handlers.io.Level;
import io.assetota.handlers.testkit.EmulatedProgram;
import io.assetota.handlers.testkit.EmulatedProgram.ProgramAnswer;
import io.assetota.handlers.testkit.PseudoTerminal;
import io.assetota.handlers.testkit.SerialPart;
import io.assetota.handlers.testkit.avr.AvrChip;
import io.assetota.handlers.testkit.avr.AvrEmulator;
import io.assetota.handlers.testkit.stm32.Stm32Chip;
import io.assetota.handlers.testkit.stm32.Stm32Emulator;
import io.assetota.handlers.testkit.xmodem.XmodemEmulator;
import io.assetota.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code flash-stm32} and {@code emulate}, at a real pseudo-terminal. */
@Tag("long")
class CoprocessorCommandsTest {
  private static final boolean CI = "true".equals(System.getenv("CI"));

  @TempDir Path folder;
  private Path image;
  private Path port;

  @BeforeEach
  void prepare() throws IOException {
    byte[] program = new byte[5000];
    new Random(1).nextBytes(program);
    // A stack pointer in RAM and a reset handler in flash, as a program for a Cortex-M begins.
    ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN).putInt(0x2000_5000).putInt(0x0800_0101);
    image = Files.write(folder.resolve("blink.bin"), program);
    port = folder.resolve("stm32");
  }

  private static void needSocat() {
    assumeTrue(CI || PseudoTerminal.isAvailable(), "socat is missing: install the package socat");
  }

  @Test
  void tellsWhatItWouldDoAndDoesIt() throws IOException {
    needSocat();
    Stm32Emulator part = new Stm32Emulator(Stm32Chip.f103().withoutDelays());
    try (PseudoTerminal terminal = PseudoTerminal.open(port, part, null)) {
      Ran dry = asset_ota("flash-stm32", image, "--port", terminal.path(), "--dry-run").succeeds();
      assertThat(dry.out()).contains("Would write 5,000 bytes");

      Ran first =
          asset_ota("flash-stm32", image, "--port", terminal.path(), "--verify", "--json")
              .succeeds();
      assertThat(first.json().at("/outcome").asText()).isEqualTo("written");
      assertThat(first.json().at("/bytesWritten").asLong()).isEqualTo(5000);
    }
  }

  @Test
  void fileThatIsNoProgramIsWrittenOnlyIfThatIsAskedFor() throws IOException {
    needSocat();
    Path notes = Files.writeString(folder.resolve("notes.bin"), "Not a program, but a text.\n");
    Stm32Emulator part = new Stm32Emulator(Stm32Chip.f103().withoutDelays());
    try (PseudoTerminal terminal = PseudoTerminal.open(port, part, null)) {
      Ran refused = asset_ota("flash-stm32", notes, "--port", terminal.path()).fails();
      assertThat(refused.err()).contains("a text file");
      assertThat(part.frames()).isZero();
      asset_ota("flash-stm32", notes, "--port", terminal.path(), "--raw").succeeds();
    }
    assertThat(part.flash().read(0, 13)).asString(UTF_8).isEqualTo("Not a program");
  }

  @Test
  void partWithUnknownPagesIsErasedOnlyIfThatIsAskedFor() throws IOException {
    needSocat();
    Stm32Emulator part = new Stm32Emulator(Stm32Chip.g474().withId(0x7ff).withoutDelays());
    try (PseudoTerminal terminal = PseudoTerminal.open(port, part, null)) {
      Ran refused = asset_ota("flash-stm32", image, "--port", terminal.path()).fails();
      assertThat(refused.err()).contains("Nothing was erased");
      assertThat(part.flash().erasedPages()).isZero();
      asset_ota("flash-stm32", image, "--port", terminal.path(), "--mass-erase").succeeds();
    }
    assertThat(part.flash().read(0, 5000)).isEqualTo(Files.readAllBytes(image));
  }

  /** Whose program answers; a program that runs gives way to the boot loader when that is asked. */
  private static SerialPart answering(Stm32Emulator part, Supplier<String> version) {
    SerialPart whole =
        new EmulatedProgram(part, part::programRuns, () -> ProgramAnswer.version(version.get()));
    return (value, nanos, line) -> {
      if (value == 0x7f && part.programRuns()) {
        reset(part);
      }
      whole.receive(value, nanos, line);
    };
  }

  private static void reset(Stm32Emulator part) {
    try {
      part.resetPin().set(Level.LOW);
      part.resetPin().set(Level.HIGH);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aProgramThatReportsAnotherVersionIsReplacedByItsFormerOne() throws IOException {
    needSocat();
    Stm32Emulator part = new Stm32Emulator(Stm32Chip.g474().withoutDelays());
    byte[] former = Files.readAllBytes(image);
    former[1000] ^= 1;
    part.flash().preset(0, former);
    byte[] next = Files.readAllBytes(image);
    SerialPart whole =
        answering(part, () -> Arrays.equals(part.flash().read(0, 5000), next) ? "1.9" : "1.0");
    try (PseudoTerminal terminal = PseudoTerminal.open(port, whole, null)) {
      Ran wrong =
          asset_ota(
                  "flash-stm32",
                  image,
                  "--port",
                  terminal.path(),
                  "--expect-version",
                  "2.0",
                  "--version-within",
                  "5s")
              .fails();
      assertThat(wrong.err())
          .contains("the program reports version 1.9 instead of 2.0")
          .contains("Its former program was put back, as it was read before it was erased");
      assertThat(part.flash().read(0, 5000)).isEqualTo(former);

      Ran right =
          asset_ota("flash-stm32", image, "--port", terminal.path(), "--expect-version", "1.9")
              .succeeds();
      assertThat(right.out()).contains("Written and verified", "It reports version 1.9.");
      Ran word =
          asset_ota(
                  "flash-stm32",
                  image,
                  "--port",
                  terminal.path(),
                  "--json",
                  "--expect-version",
                  String.format(
                      "0x%08X", ByteBuffer.wrap(next).order(ByteOrder.LITTLE_ENDIAN).getInt(16)),
                  "--version-address",
                  "0x08000010")
              .succeeds();
      assertThat(word.json().at("/outcome").asText()).isEqualTo("unchanged");
      assertThat(word.json().at("/version").asText()).startsWith("0x");
    }
    asset_ota("flash-stm32", image, "--port", port, "--version-query", "V").isWrongUsage();
    asset_ota("flash-stm32", image, "--port", port, "--version-address", "8").isWrongUsage();
    asset_ota(
            "flash-stm32",
            image,
            "--port",
            port,
            "--expect-version",
            "1",
            "--version-address",
            "0x08000001")
        .isWrongUsage();
    asset_ota("flash-avr", image, "--port", port, "--expect-version", "1", "--version-within", "0s")
        .isWrongUsage();
  }

  @Test
  void emulatesAPartForAClient() throws Exception {
    needSocat();
    try (Emulator emulator = new Emulator("stm32")) {
      Ran ran = asset_ota("flash-stm32", image, "--port", port).succeeds();
      assertThat(ran.out()).contains("Written and verified: 5,000 bytes");
      assertThat(emulator.stop()).contains("listens at " + port);
    }
  }

  @Test
  void avrdudeTakesAnEmulatedAvrForABoardAndSoDoWe() throws Exception {
    needSocat();
    assumeTrue(CI || Files.isExecutable(Path.of("/usr/bin/avrdude")), "avrdude is missing");
    byte[] sketch = Files.readAllBytes(image);
    sketch[0] = 0x0c;
    sketch[1] = (byte) 0x94;
    Files.write(image, sketch);
    try (Emulator emulator = new Emulator("avr")) {
      Process avrdude =
          new ProcessBuilder(
                  "avrdude",
                  "-D",
                  "-c",
                  "arduino",
                  "-p",
                  "m328p",
                  "-P",
                  port.toString(),
                  "-b",
                  "115200",
                  "-U",
                  "flash:w:" + image + ":r")
              .redirectErrorStream(true)
              .start();
      String output = new String(avrdude.getInputStream().readAllBytes(), UTF_8);
      assertThat(avrdude.waitFor()).as(output).isZero();
      // Its program runs now. What comes after a silence finds the boot loader again.
      Thread.sleep(1600);
      Ran ran = asset_ota("flash-avr", image, "--port", port, "--reset", "none").succeeds();
      assertThat(ran.out()).contains("Found ATmega328P", "already holds this program");
      assertThat(emulator.stop()).contains("An emulated ATmega328P listens at " + port);
    }
  }

  /** Emulates a part until it is stopped. */
  private final class Emulator implements AutoCloseable {
    private final CompletableFuture<Ran> ran = new CompletableFuture<>();
    private final Thread thread;

    Emulator(Object... options) {
      Object[] all =
          Stream.concat(
                  Stream.of("emulate"),
                  Stream.concat(Stream.of(options), Stream.of("--port", port)))
              .toArray();
      thread = new Thread(() -> ran.complete(asset_ota(all)), "emulate");
      thread.start();
      Waiting.until("the port is there", () -> Files.exists(port, LinkOption.NOFOLLOW_LINKS));
    }

    /** Stops it, and returns what it said. */
    String stop() {
      thread.interrupt();
      return ran.orTimeout(30, TimeUnit.SECONDS).join().out();
    }

    @Override
    public void close() {
      stop();
    }
  }

  @Test
  void sendsByXmodemToAnEmulatedPartThatRefusesABlock() throws Exception {
    needSocat();
    try (Emulator emulator = new Emulator("xmodem", "--fault", "refused:160")) {
      Ran ran = asset_ota("flash-xmodem", image, "--port", port, "--menu", "gecko").succeeds();
      assertThat(ran.out()).contains("verified by the part", "retries: 1");
      assertThat(emulator.stop()).contains("XMODEM receiver");
    }
  }

  @Test
  void writesAnAvr() throws IOException {
    needSocat();
    byte[] program = Files.readAllBytes(image);
    program[0] = 0x0c;
    program[1] = (byte) 0x94;
    Path sketch = Files.write(folder.resolve("sketch.bin"), program);
    AvrEmulator part = new AvrEmulator(AvrChip.ATMEGA328P);
    try (PseudoTerminal terminal = PseudoTerminal.open(port, part, null)) {
      Ran dry =
          asset_ota("flash-avr", sketch, "--port", terminal.path(), "--reset", "none", "--dry-run")
              .succeeds();
      assertThat(dry.out()).contains("Found ATmega328P (boot loader 8.3)", "Would write 5,120");
      assertThat(part.pagesWritten()).isZero();
      part.resetPin().set(Level.LOW);
      part.resetPin().set(Level.HIGH);
      Ran ran =
          asset_ota("flash-avr", sketch, "--port", terminal.path(), "--reset", "none", "--json")
              .succeeds();
      assertThat(ran.json().at("/outcome").asText()).isEqualTo("written");
    }
    assertThat(part.flash(0, program.length)).isEqualTo(program);

    asset_ota("flash-avr", image, "--port", port, "--reset", "magic").isWrongUsage();
    Ran none = asset_ota("flash-avr", sketch, "--port", folder.resolve("none")).fails();
    assertThat(none.err()).contains("no such port");
  }

  @Test
  void sendsByXmodem() throws IOException {
    needSocat();
    XmodemEmulator part = new XmodemEmulator();
    try (PseudoTerminal terminal = PseudoTerminal.open(port, part, null)) {
      Ran ran =
          asset_ota("flash-xmodem", image, "--port", terminal.path(), "--menu", "gecko").succeeds();
      assertThat(ran.out())
          .contains("Found an XMODEM receiver", "Written, and verified by the part: 5,120 bytes");
      // The command ends when it has asked for that; the part is on the other side of a pipe.
      Waiting.until("the part runs its program", part::programRuns);
    }
    assertThat(part.stored()).startsWith(Files.readAllBytes(image)).hasSize(5120);
    asset_ota("flash-xmodem", image, "--port", port, "--menu", "magic").isWrongUsage();
    asset_ota("flash-xmodem", image, "--port", port, "--boot-control", "magic").isWrongUsage();
  }

  @Test
  void testsAnImageOverSmpAndConfirmsItLater() throws Exception {
    needSocat();
    Path old = signed("old.signed.bin", 1);
    Path next = signed("new.signed.bin", 2);
    try (Emulator emulator = new Emulator("smp", "--program", old)) {
      Ran dry = asset_ota("flash-smp", next, "--port", port, "--dry-run").succeeds();
      assertThat(dry.out()).contains("with MCUboot, version 1.0.0", "Would write 572 bytes");
      Ran test = asset_ota("flash-smp", next, "--port", port, "--test", "--json").succeeds();
      assertThat(test.json().at("/verification").asText()).isEqualTo("by-part");
      Ran again = asset_ota("flash-smp", next, "--port", port).succeeds();
      assertThat(again.out()).contains("version 2.0.0", "already holds this program");
      Ran other = asset_ota("flash-smp", old, "--port", port, "--expect-version", "3.0.0").fails();
      assertThat(other.err())
          .contains("version 1.0.0 instead of 3.0.0", "went back to its former program by itself");
      asset_ota("flash-smp", old, "--port", port, "--expect-version", "1.0.0").succeeds();
      Ran plain = asset_ota("flash-smp", image, "--port", port).fails();
      assertThat(plain.err()).contains("no image for MCUboot", "zephyr.signed.bin");
      assertThat(emulator.stop()).contains("part with MCUboot");
    }
    asset_ota("flash-smp", next, "--port", port, "--test", "--confirm").isWrongUsage();
    asset_ota("emulate", "smp", "--port", port).isWrongUsage();
  }

  @Test
  void replacesTheProgramInSerialRecovery() throws Exception {
    needSocat();
    Path next = signed("new.signed.bin", 2);
    try (Emulator emulator = new Emulator("smp", "--recovery")) {
      Ran ran = asset_ota("flash-smp", next, "--port", port, "--mtu", "128").succeeds();
      assertThat(ran.out()).contains("Found MCUboot, without a program", "verified by the part");
      assertThat(emulator.stop()).contains("serial recovery");
    }
  }

  /** An image with the header and the hash that MCUboot wants, and no signature. */
  private Path signed(String name, int version) throws Exception {
    ByteBuffer signed = ByteBuffer.allocate(572).order(ByteOrder.LITTLE_ENDIAN);
    signed.putInt(0x96f3_b83d).putInt(0).putShort((short) 32).putShort((short) 0).putInt(500);
    signed.putInt(0).put((byte) version).position(32 + 500);
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(signed.array(), 32 + 500));
    signed.putShort((short) 0x6907).putShort((short) 40).putShort((short) 0x10);
    signed.putShort((short) 32).put(hash);
    return Files.write(folder.resolve(name), signed.array());
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    asset_ota("flash-stm32", image, "--port", folder.resolve("none")).fails();
    asset_ota("flash-stm32", folder.resolve("none.bin"), "--port", port).fails();
    asset_ota("flash-stm32", image, "--port", port, "--boot-control", "magic").isWrongUsage();
    asset_ota("flash-stm32", image, "--port", port, "--baud", "1").isWrongUsage();
    asset_ota("emulate", "stm32", "--port", port, "--fault", "magic:1").isWrongUsage();
    Ran kinds = asset_ota("emulate", "avr", "--port", port, "--fault", "magic:1").isWrongUsage();
    assertThat(kinds.err()).contains("lost-to-part", "unplugged");
    asset_ota("emulate").isWrongUsage();
  }
}
