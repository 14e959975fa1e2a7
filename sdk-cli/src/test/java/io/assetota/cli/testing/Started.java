package io.assetota.cli.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.cli.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A command in a process of its own, which can be ended from outside. */
public final class Started implements AutoCloseable {
  /** A machine that is busy with other builds takes its time. */
  private static final long PATIENCE_SECONDS = 60;

  private static final int WARNS_OF_NATIVE_CODE = 24;

  private final Process process;
  private final Path out;
  private final Path err;

  private Started(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** What starts the command line: a Java of this version that warns of nothing by itself. */
  public static List<String> java() {
    List<String> java = new ArrayList<>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= WARNS_OF_NATIVE_CODE) {
      // As the manifest of the command's jar says.
      java.add("--enable-native-access=ALL-UNNAMED");
    }
    java.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    return java;
  }

  /** Starts a command; what it prints goes to files in the folder. */
  public static Started asset_ota(Path folder, Object... args) throws IOException {
    return withEnvironment(folder, Map.of(), args);
  }

  /** Starts a command with more in its environment. */
  public static Started withEnvironment(
      Path folder, Map<String, String> environment, Object... args) throws IOException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    List<String> java = java();
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(java.stream(), Arrays.stream(args).map(Object::toString)).toList())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    builder.directory(folder.toFile());
    return new Started(builder.start(), out, err);
  }

  /** Waits until something is so; fails if the process ends before, or it takes too long. */
  public Started until(BooleanSupplier condition) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(process.isAlive()).as("runs; %s", err()).isTrue();
      assertThat(System.nanoTime()).as("in time; %s", err()).isLessThan(deadline);
      Thread.sleep(20);
    }
    return this;
  }

  public String out() throws IOException {
    return Files.readString(out, UTF_8);
  }

  public String err() {
    try {
      return Files.readString(err, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Tells whether processes ignore SIGINT that are started here: a shell without job control starts
   * what is in the background so, and Java leaves it so.
   */
  public static boolean interruptIsIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }

  /** Asks the process to end (SIGTERM), and waits for it. */
  public Ran terminate() throws IOException, InterruptedException {
    process.destroy();
    return ended();
  }

  /** Sends the process a signal, by its name or number, and waits for its end. */
  public Ran signal(String signal) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start();
    assertThat(kill.waitFor()).as("kill -" + signal).isZero();
    return ended();
  }

  /** Waits until the process has ended. */
  public Ran ended() throws IOException, InterruptedException {
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("ends").isTrue();
    return new Ran(process.exitValue(), out(), err());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
