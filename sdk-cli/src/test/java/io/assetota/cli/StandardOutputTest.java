package io.assetota.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that nobody takes: a full disk behind standard output, or a reader that has gone. */
class StandardOutputTest {
  private static final Path FULL = Path.of("/dev/full");

  @TempDir Path folder;

  private ProcessBuilder command(String... args) {
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    return new ProcessBuilder(Stream.concat(java.stream(), Stream.of(args)).toList())
        .redirectError(folder.resolve("err").toFile());
  }

  private String err() throws IOException {
    return Files.readString(folder.resolve("err"), UTF_8);
  }

  @Test
  void aFullDiskIsAFailure() throws Exception {
    assumeTrue(Files.exists(FULL), "there is no " + FULL);

    int exitCode = command("--help").redirectOutput(FULL.toFile()).start().waitFor();

    assertThat(err())
        .isEqualTo("error: standard output can't be written: No space left on device\n");
    assertThat(exitCode).isEqualTo(1);
  }

  @Test
  void aReaderThatHasSeenEnoughEndsItQuietly() throws Exception {
    Process process = command("completion").start();
    process.getInputStream().close(); // As 'head' does, long before the first line comes.

    assertThat(process.waitFor()).as(err()).isEqualTo(141);
    assertThat(err()).isEmpty();
  }
}
