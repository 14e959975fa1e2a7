package io.assetota.cli.device;

import static io.assetota.cli.testing.Ran.asset_ota;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.assetota.cli.testing.Ran;
import io.assetota.cli.testing.Started;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application of 80 MB that can't be compressed, in processes that have 32 MB of memory. */
@Tag("long")
class LargeApplicationIT {
  private static final int MEBIBYTE = 1024 * 1024;
  private static final Map<String, String> LITTLE_MEMORY = Map.of("JDK_JAVA_OPTIONS", "-Xmx32m");

  @TempDir Path folder;
  private Path app;

  @BeforeEach
  void write() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")));
    app = Files.createDirectories(folder.resolve("app/lib")).getParent();
    Random random = new Random(80);
    writeRandom(app.resolve("lib/runtime"), 50, random);
    for (int i = 0; i < 15; i++) {
      writeRandom(app.resolve("lib/part" + i + ".jar"), 2, random);
    }
    Path program = app.resolve("main.sh");
    Files.writeString(
        program, "#!/bin/sh\necho begins with $(wc -c < lib/runtime) bytes\nexec sleep 1000\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(
        folder.resolve("project.properties"), "application=app\ncommand=./main.sh\nversion=1.0\n");
  }

  private static void writeRandom(Path file, int mebibytes, Random random) throws IOException {
    byte[] bytes = new byte[MEBIBYTE];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < mebibytes; i++) {
        random.nextBytes(bytes);
        out.write(bytes);
      }
    }
  }

  private Ran run(Object... args) throws Exception {
    try (Started started = Started.withEnvironment(folder, LITTLE_MEMORY, args)) {
      return started.ended().succeeds();
    }
  }

  private static boolean says(Started run, String line) {
    try {
      return run.out().contains(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void nothingOfAnApplicationIsInMemoryAsAWhole() throws Exception {
    Path bundle = folder.resolve("release.zip");
    Path home = folder.resolve("device");
    run("bundle", folder, "--save-to", bundle);
    assertThat(bundle).isRegularFile();
    assertThat(Files.size(bundle)).isGreaterThan(80L * MEBIBYTE);
    assertThat(run("verify", bundle).out()).startsWith("valid ");
    run("flash", bundle, "--home", home);
    try (Started run = Started.withEnvironment(folder, LITTLE_MEMORY, "run", "--home", home)) {
      run.until(() -> says(run, "begins with " + 50 * MEBIBYTE + " bytes"));
      Ran ran = run.terminate();
      assertThat(ran.exitCode()).as(ran.err()).isZero();
      assertThat(ran.err()).contains("NOTE: Picked up JDK_JAVA_OPTIONS: -Xmx32m");
    }
    assertThat(asset_ota("device", "--home", home, "--json").succeeds().json().at("/files/count"))
        .hasToString("17");
  }
}
