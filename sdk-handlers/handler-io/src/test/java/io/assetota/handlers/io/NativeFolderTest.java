package io.assetota.handlers.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.handlers.io.SerialSettings.Parity;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process without a folder for jSerialComm's native part: a service with nothing to write to. */
class NativeFolderTest {
  @TempDir Path folder;

  /** Opens a port, and prints why it can't. */
  static final class Opening {
    public static void main(String[] arguments) {
      try {
        SerialLink.open(arguments[0], new SerialSettings(115_200, Parity.EVEN)).close();
      } catch (IOException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void unusableFoldersAreNamedWithWhatToDo() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + folder.resolve("gone"),
                "-Duser.home=" + folder.resolve("gone too"),
                "-cp",
                Stream.of("java.class.path", "jdk.module.path", "surefire.test.class.path")
                    .map(name -> System.getProperty(name, ""))
                    .filter(path -> !path.isEmpty())
                    .collect(Collectors.joining(File.pathSeparator)),
                Opening.class.getName(),
                "/dev/null")
            .redirectErrorStream(true)
            .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).isZero();
    assertThat(output)
        .contains("-Djava.io.tmpdir", folder.resolve("gone").toString())
        .doesNotContain("Exception", "\tat ");
  }
}
