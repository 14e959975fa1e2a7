package io.assetota.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.assetota.cli.testing.Inputs;
import io.assetota.cli.testing.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files and folders that may not be read or written, also for root, who gives up that right here.
 */
class PermissionsTest {
  private static final List<String> WITHOUT_RIGHTS =
      List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search");

  @TempDir Path folder;
  private Path locked;

  @BeforeEach
  void lock() throws Exception {
    if (isRoot()) {
      assumeTrue(canGiveUpRights(), "there is no setpriv, or it may not do that here");
    }
    locked = Files.createDirectory(folder.resolve("locked"));
    Files.writeString(folder.resolve("app.jar"), "jar");
    Files.writeString(folder.resolve("secret"), "secret");
    new Inputs(folder).bundle("b.zip", 1, "a.txt", "text");
    Ran.asset_ota("flash", folder.resolve("b.zip"), "--home", locked.resolve("home")).succeeds();
    for (String file : List.of("b.zip", "secret")) {
      allow(folder.resolve(file), "---------");
    }
    allow(locked, "---------");
  }

  @AfterEach
  void unlock() throws IOException {
    if (locked != null) {
      allow(locked, "rwx------");
    }
  }

  private static void allow(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static boolean canGiveUpRights() throws InterruptedException {
    try {
      List<String> command = Stream.concat(WITHOUT_RIGHTS.stream(), Stream.of("true")).toList();
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private Ran run(String... args) throws IOException, InterruptedException {
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    Stream<String> rights = isRoot() ? WITHOUT_RIGHTS.stream() : Stream.of();
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    int exitCode =
        new ProcessBuilder(
                Stream.concat(rights, Stream.concat(java.stream(), Stream.of(args))).toList())
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start()
            .waitFor();
    return new Ran(exitCode, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }

  @Test
  void permissionDeniedIsSaidWithThePlace() throws Exception {
    assertThat(run("inspect", "b.zip").fails().err())
        .isEqualTo("error: b.zip: permission denied\n");
    assertThat(run("device", "--home", "locked/home").fails().err())
        .startsWith("error: locked/home")
        .contains("permission denied")
        .hasLineCount(1);
    assertThat(run("wrap", "app.jar", "--app-version", "1", "-o", "locked/x.bin").fails().err())
        .startsWith("error: locked/x.bin: permission denied")
        .hasLineCount(1);
    assertThat(
            run("rollout", "app.jar", "--server", "http://127.0.0.1:1", "--token-file", "secret")
                .fails()
                .err())
        .isEqualTo("error: secret: permission denied\n");
  }
}
