package io.assetota.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.assetota.cli.testing.Inputs;
import io.assetota.cli.testing.Ran;
import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.BundleEntry;
import io.assetota.core.model.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a fresh checkout, in a folder with a space in its name, with the jars that were
 * just built and a Maven that does nothing but to put them in place.
 */
class LauncherIT {
  /** What the launcher calls, so that a PATH without Java or Maven can be made. */
  private static final List<String> TOOLS =
      List.of(
          "sh",
          "cat",
          "cp",
          "dirname",
          "find",
          "flock",
          "grep",
          "head",
          "locale",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sed",
          "tr");

  private static final String MAVEN =
      """
      #!/bin/sh
      echo "$@" >> "$CALLS"
      [ -z "$BROKEN" ] || { echo "[ERROR] Foo.java: it does not compile"; exit 1; }
      cp "$BUILT"/sdk-cli-*.jar "$CHECKOUT/sdk-cli/target/"
      cp -r "$BUILT/lib" "$CHECKOUT/sdk-cli/target/"
      """;

  @TempDir Path folder;
  private Path checkout;
  private Path tools;
  private Path calls;
  private Path source;

  @BeforeEach
  void checkOut() throws IOException {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "there is no launcher for it");
    checkout = Files.createDirectories(folder.resolve("a checkout"));
    for (String file :
        List.of("pom.xml", "sdk-cli/pom.xml", "sdk-core/pom.xml", "samples/file-asset/pom.xml")) {
      Files.createDirectories(checkout.resolve(file).getParent());
      Files.writeString(checkout.resolve(file), "<project/>");
    }
    source = Files.createDirectories(checkout.resolve("sdk-core/src/main")).resolve("Foo.java");
    Files.writeString(source, "class Foo {}");
    Files.copy(Path.of("..", "asset-ota"), checkout.resolve("asset-ota"));
    executable(checkout.resolve("asset-ota"));
    Path shared = Files.createDirectories(checkout.resolve("sdk-cli/src/main/launcher"));
    Files.copy(Path.of("src/main/launcher/launcher.sh"), shared.resolve("launcher.sh"));
    tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool : TOOLS) {
      for (Path bin : List.of(Path.of("/usr/bin"), Path.of("/bin"))) {
        if (Files.exists(bin.resolve(tool)) && !Files.exists(tools.resolve(tool))) {
          Files.writeString(
              tools.resolve(tool), "#!/bin/sh\nexec " + bin.resolve(tool) + " \"$@\"\n");
          executable(tools.resolve(tool));
        }
      }
    }
    Files.writeString(tools.resolve("mvn"), MAVEN);
    executable(tools.resolve("mvn"));
    calls = Files.createFile(folder.resolve("calls"));
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Ran launch(Path launcher, Map<String, String> environment, String... args)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(Stream.of(launcher.toString()), Stream.of(args)).toList());
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH", tools.toString(),
                "HOME", folder.toString(),
                "JAVA_HOME", System.getProperty("java.home"),
                "CALLS", calls.toString(),
                "CHECKOUT", checkout.toString(),
                "BUILT", Path.of("target").toAbsolutePath().toString()));
    builder.environment().putAll(environment);
    int exitCode =
        builder
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start()
            .waitFor();
    return new Ran(exitCode, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }

  private Ran launch(String... args) throws IOException, InterruptedException {
    return launch(checkout.resolve("asset-ota"), Map.of(), args);
  }

  /** With the name of a locale alone, Java would read the file's name as question marks. */
  @Test
  void aLocaleThatWasNeverGeneratedIsNone() throws Exception {
    Inputs inputs = new Inputs(folder);
    Path app = inputs.application(Platform.LINUX, 1);
    Path assets = inputs.assets("gr\u00fc\u00dfe.txt", "text");
    Path bundle = folder.resolve("b.zip");

    launch(
            checkout.resolve("asset-ota"),
            Map.of("LC_ALL", "xx_XX.UTF-8"),
            "bundle",
            app.toString(),
            "--assets",
            assets.toString(),
            "--save-to",
            bundle.toString())
        .succeeds();

    try (Bundle made = Bundle.open(bundle)) {
      assertThat(made.assets())
          .singleElement()
          .extracting(BundleEntry::fileName)
          .isEqualTo("gr\u00fc\u00dfe.txt");
    }
  }

  @Test
  void buildsOnFirstUseAndAfterChangesOnly() throws Exception {
    Ran first = launch("--version").succeeds();
    assertThat(first.out()).startsWith("asset-ota ");
    assertThat(first.err()).contains("building").contains("preparing a fast start");

    Ran second = launch("--version").succeeds();
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(second.err()).isEmpty();
    assertThat(calls).content().hasLineCount(1).contains("-am package", "-Dmaven.test.skip=true");

    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(1)));
    assertThat(launch("--version").succeeds().err()).contains("building");
    assertThat(calls).content().hasLineCount(2);
  }

  @Test
  void startsFromAnArchiveThroughALinkFromAnyFolder() throws Exception {
    Path link = folder.resolve("bin").resolve("ota");
    Files.createDirectory(folder.resolve("bin"));
    Files.createSymbolicLink(link, Path.of("..", "a checkout", "asset-ota"));

    Ran first = launch(link, Map.of(), "verify", "no such file.zip");
    Ran second =
        launch(
            link,
            Map.of("ASSET_OTA_JAVA_OPTS", "-Xshare:on"),
            "verify",
            "no such file.zip",
            "--json");

    assertThat(first.exitCode()).isEqualTo(1);
    assertThat(first.err()).endsWith("error: no such file.zip: no such file or folder\n");
    // With -Xshare:on, Java refuses to start if the archive doesn't fit.
    assertThat(second.fails().err()).isEqualTo("error: no such file.zip: no such file or folder\n");
    try (Stream<Path> archives = Files.list(checkout.resolve("sdk-cli/target/cds"))) {
      assertThat(archives).singleElement().satisfies(a -> assertThat(Files.size(a)).isPositive());
    }
  }

  @Test
  void aServerHasTheWholeCompilerAndOtherCommandsStartFast() throws Exception {
    Map<String, String> flags = Map.of("ASSET_OTA_JAVA_OPTS", "-XX:+PrintCommandLineFlags");
    Path launcher = checkout.resolve("asset-ota");

    assertThat(launch(launcher, flags, "verify", "--help").succeeds().out())
        .contains("-XX:TieredStopAtLevel=1");
    assertThat(launch(launcher, flags, "serve", "--help").succeeds().out())
        .contains("-XX:+UseSerialGC")
        .doesNotContain("TieredStopAtLevel");
  }

  @Test
  void aBrokenBuildIsTold() throws Exception {
    Ran ran = launch(checkout.resolve("asset-ota"), Map.of("BROKEN", "yes"), "--version");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .contains("[ERROR] Foo.java: it does not compile")
        .contains("launcher.log");
    assertThat(launch("--version").succeeds().out()).startsWith("asset-ota ");
  }

  @Test
  void aMissingMavenIsTold() throws Exception {
    Files.delete(tools.resolve("mvn"));

    Ran ran = launch("--version");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("needs Maven").contains("apt install maven");
  }

  @Test
  void aMissingJavaIsTold() throws Exception {
    assertThat(launch(checkout.resolve("asset-ota"), Map.of("JAVA_HOME", ""), "--version").err())
        .contains("needs Java 17 or later");
    assertThat(
            launch(checkout.resolve("asset-ota"), Map.of("JAVA_HOME", "/nowhere"), "--version")
                .err())
        .contains("JAVA_HOME is /nowhere");
  }

  @Test
  void anOldJavaIsTold() throws Exception {
    Path java = Files.createDirectories(folder.resolve("jdk8/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"1.8.0_392\"' >&2\n");
    executable(java);

    Ran ran =
        launch(
            checkout.resolve("asset-ota"),
            Map.of("JAVA_HOME", folder.resolve("jdk8").toString()),
            "--version");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("needs Java 17 or later").contains("version 1");
  }
}
