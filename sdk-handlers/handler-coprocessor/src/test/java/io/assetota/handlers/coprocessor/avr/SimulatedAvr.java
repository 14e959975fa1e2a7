package io.assetota.handlers.coprocessor.avr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.testing.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Real boot loader code in a simulated CPU, at a pseudo-terminal: Debian's simavr runs what Arduino
 * boards leave the factory with. The C program around it is built when it is needed.
 */
final class SimulatedAvr implements AutoCloseable {
  private static final Path BOOT_LOADERS =
      Path.of("/usr/share/arduino/hardware/arduino/avr/bootloaders");
  private static final String SOURCE = "src/test/c/simulated-avr.c";

  private final String mcu;
  private final Path port;
  private final Process socat;
  private final ProcessHandle simulator;

  private SimulatedAvr(String mcu, Path port, Process socat, ProcessHandle simulator) {
    this.mcu = mcu;
    this.port = port;
    this.socat = socat;
    this.simulator = simulator;
  }

  /** Skips the test where the tools are missing, but never in CI. */
  static void requireTools() {
    List<Path> files =
        List.of(
            BOOT_LOADERS,
            Path.of("/usr/include/simavr/sim_avr.h"),
            Path.of("/usr/bin/avr-gcc"),
            Path.of("/usr/bin/avrdude"),
            Path.of("/usr/bin/socat"),
            Path.of("/usr/bin/gcc"));
    List<Path> missing = files.stream().filter(file -> !Files.exists(file)).toList();
    assertThat(missing.isEmpty() || !"true".equals(System.getenv("CI")))
        .as("CI needs %s", missing)
        .isTrue();
    assumeTrue(missing.isEmpty(), "missing: " + missing);
  }

  /**
   * Starts a board at 16 MHz.
   *
   * @param folder for what is built, and the port
   * @param mcu how simavr calls the part
   * @param bootLoader below Arduino's folder of boot loaders: a hex file, or Optiboot's source
   */
  static SimulatedAvr start(Path folder, String mcu, String bootLoader) throws Exception {
    Path program = folder.resolve("simulated-avr");
    run("gcc", "-O2", "-o", program.toString(), source().toString(), "-lsimavr");
    Path code = BOOT_LOADERS.resolve(bootLoader);
    Path hex = bootLoader.endsWith(".c") ? compile(folder, mcu, code) : code;
    Path port = folder.resolve("port");
    Process socat =
        new ProcessBuilder(
                "socat",
                "pty,raw,echo=0,link=" + port,
                "exec:" + program + " " + mcu + " 16000000 " + hex)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Waiting.until(
        "the simulator starts",
        () -> Files.exists(port) && socat.children().findFirst().isPresent());
    return new SimulatedAvr(mcu, port, socat, socat.children().findFirst().orElseThrow());
  }

  /** At 0x7C00: what Debian's compiler makes of Optiboot is larger than the 512 bytes at 0x7E00. */
  private static Path compile(Path folder, String mcu, Path source) throws Exception {
    Path elf = folder.resolve("boot.elf");
    Path hex = folder.resolve("boot.hex");
    run(
        "avr-gcc",
        "-w",
        "-mmcu=" + mcu,
        "-DF_CPU=16000000L",
        "-DBAUD_RATE=115200",
        "-DLED_START_FLASHES=3",
        "-Os",
        "-fno-inline-small-functions",
        "-fno-split-wide-types",
        "-mshort-calls",
        "-Wl,--section-start=.text=0x7c00",
        "-Wl,--section-start=.version=0x7ffe",
        "-Wl,--relax",
        "-nostartfiles",
        "-nostdlib",
        "-o",
        elf.toString(),
        source.toString());
    run("avr-objcopy", "-j", ".text", "-O", "ihex", elf.toString(), hex.toString());
    return hex;
  }

  /** Tests run in the folder of their module, or in that of the whole project. */
  private static Path source() {
    return Stream.of(Path.of(SOURCE), Path.of("sdk-handlers/handler-coprocessor", SOURCE))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }

  Path port() {
    return port;
  }

  /** The board's reset button, for a pseudo-terminal has no control lines. */
  BootControl button() {
    return new BootControl() {
      @Override
      public void enterBootLoader() throws IOException {
        runProgram();
      }

      @Override
      public void runProgram() throws IOException {
        try {
          run("kill", "-USR1", Long.toString(simulator.pid()));
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }

      @Override
      public boolean canReset() {
        return true;
      }

      @Override
      public void close() {}
    };
  }

  /** Lets avrdude do something with the flash, after a reset. */
  String avrdude(int baud, String action) throws Exception {
    button().runProgram();
    return run(
        "avrdude",
        "-D",
        "-c",
        "arduino",
        "-p",
        mcu,
        "-P",
        port.toString(),
        "-b",
        Integer.toString(baud),
        "-U",
        action);
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try (InputStream in = process.getInputStream()) {
      String output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as("%s: %s", List.of(command), output).isZero();
      return output;
    }
  }

  @Override
  public void close() {
    simulator.destroyForcibly();
    socat.destroy(); // Not forcibly: it removes its port.
    socat.onExit().join();
  }
}
