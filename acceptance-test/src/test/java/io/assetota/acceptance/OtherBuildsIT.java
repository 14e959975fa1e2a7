package io.assetota.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.testing.Ran;
import io.assetota.testing.RunningCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/guides/other-builds.md, with the archive that was just built. */
@Tag("long")
class OtherBuildsIT {
  /** What the application of the guide needs at run time. */
  private static final Pattern LIBRARIES =
      Pattern.compile("(sdk-core|handler-files|guava|failureaccess|jackson-core|slf4j-api)-.*");

  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
  private static final String OPERATOR = "operator-token-for-tests";

  @TempDir Path project;
  private Page page;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void prepare() throws Exception {
    String archive = "asset-ota-" + Checkout.version();
    Files.copy(
        Checkout.TOP.resolve("dist/target/" + archive + ".tar.gz"),
        project.resolve(archive + ".tar.gz"));
    page = Page.read("docs/guides/other-builds.md");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("PATH", System.getProperty("java.home") + "/bin:" + System.getenv("PATH"));
    shell("mkdir tools lib && tar -xzf " + archive + ".tar.gz -C tools");
    Path tool = project.resolve("tools").resolve(archive);
    copyLibraries(tool.resolve("lib"));
    environment.put("tool", tool.resolve("bin/asset-ota").toString());

    Page.read("docs/guides/getting-started.md")
        .saveJava(project.resolve("src/main/java"), project.resolve("src/test/java"));
    Path assets = Files.createDirectories(project.resolve("src/main/assets"));
    Files.writeString(assets.resolve("settings.json"), "{ \"volume\": 7 }");
    Files.writeString(project.resolve("project.properties"), page.blocks("properties").get(0));
  }

  private void copyLibraries(Path from) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (LIBRARIES.matcher(name).matches()) {
          Files.copy(file, project.resolve("lib").resolve(name));
        }
      }
    }
    assertThat(project.resolve("lib")).isDirectoryContaining("glob:**/sdk-core-*");
  }

  private Ran shell(String commands) throws Exception {
    return Ran.in(project, List.of("sh", "-e", "-c", commands), environment).succeeds();
  }

  private RunningCommand start(String command, String output) throws IOException {
    return RunningCommand.in(
        project,
        project.resolve(output),
        List.of("sh", "-c", "exec \"$tool\" " + command),
        environment);
  }

  @Test
  void bundlesByJavaAloneAndReleasesFromACi() throws Exception {
    List<String> blocks = page.blocks("sh");
    assertThat(blocks).hasSize(2);

    assertThat(shell(blocks.get(0)).output()).contains("valid build/kiosk.zip: 1 asset for linux");

    shell("\"$tool\" keygen -o signing.key && mv signing.pub release.pub");
    environment.put("SIGNING_KEY", Files.readString(project.resolve("signing.key")));
    environment.put("BUILD_NUMBER", "7");
    environment.put("OPERATOR_TOKEN", OPERATOR);
    try (RunningCommand server =
        start("serve --data server --port 0 --operator-token " + OPERATOR, "serve.txt")) {
      server.awaitOutput("Ctrl-C stops it");
      String address = ADDRESS.matcher(server.output()).results().findFirst().orElseThrow().group();

      assertThat(shell(blocks.get(1).replace("https://updates.example", address)).output())
          .contains("Installed.")
          .contains("Rollout 1 delivers it to all devices");
      assertThat(project.resolve("release.key")).doesNotExist();
    }

    try (RunningCommand run = start("run --home build/device", "run.txt")) {
      run.awaitOutput("New settings: { \"volume\": 7 }");
      assertThat(run.end()).as(run.output()).isZero();
    }
  }
}
