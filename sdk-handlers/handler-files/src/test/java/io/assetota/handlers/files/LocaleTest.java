package io.assetota.handlers.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.handler.HandlerContext;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java takes the encoding of file names from the locale it starts in, so this starts one. */
class LocaleTest {
  @TempDir Path top;

  /** Runs in the other Java: tries a name that ASCII lacks. */
  static final class Main {
    public static void main(String[] args) throws IOException {
      Asset asset = new TestAssets(Path.of(args[0])).asset("n\u00efce.png", new byte[1]);
      try {
        new FilesHandler(Path.of(args[0])).handle(asset, HandlerContext.NONE);
        System.out.println("written");
      } catch (AssetException e) {
        System.out.println("refused: " + e.getMessage());
      }
    }
  }

  private String run(String locale) throws Exception {
    // All that this Java was given, as modules or not; where it patches a module, also the patch.
    String classPath =
        Stream.of(
                Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString(),
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path"))
            .filter(path -> !path.isEmpty())
            .collect(Collectors.joining(File.pathSeparator));
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dfile.encoding=UTF-8",
            "-Dstdout.encoding=UTF-8",
            "-cp",
            classPath,
            Main.class.getName(),
            top.toString());
    java.environment().put("LC_ALL", locale);
    Process process = java.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return out;
  }

  @Test
  void aNameThatTheLocaleLacksIsRefusedWithTheWayOut() throws Exception {
    assertThat(run("C"))
        .startsWith("refused: asset n")
        .contains("ANSI_X3.4-1968")
        .contains("LC_ALL=C.UTF-8");
  }

  @Test
  void theWayOutWorks() throws Exception {
    assertThat(run("C.UTF-8")).startsWith("written");
  }
}
