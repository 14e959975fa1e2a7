package io.assetota.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.testing.Ran;
import io.assetota.testing.RunningCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project of a user who follows docs/guides/getting-started.md to the letter: outside of our
 * build, with what we publish, and settings of its own.
 */
@Tag("long")
class GettingStartedIT {
  private static final Pattern PROCESS = Pattern.compile("process \\d+");

  @TempDir Path folder;
  private Path project;
  private Tools tools;
  private Page page;

  @BeforeEach
  void prepare() throws Exception {
    Path settings = StagingRepository.in(folder).settings();
    tools =
        new Tools(folder.resolve("bin"))
            .with("mvn", Tools.find("mvn") + " -B -ntp -s " + settings)
            .with(
                "asset-ota",
                "java -jar "
                    + Checkout.TOP.resolve(
                        "sdk-cli/target/sdk-cli-" + Checkout.version() + ".jar"));
    project = Files.createDirectory(folder.resolve("kiosk"));
    page = Page.read("docs/guides/getting-started.md");
  }

  private Ran shell(String commands) throws Exception {
    return Ran.in(project, List.of("sh", "-e", "-c", commands), tools.environment()).succeeds();
  }

  @Test
  void fromNothingToANewReleaseOnTheDevice() throws Exception {
    Files.writeString(project.resolve("pom.xml"), page.blocks("xml").get(1));
    page.saveJava(project.resolve("src/main/java"), project.resolve("src/test/java"));
    List<String> commands = page.blocks("sh");
    assertThat(commands).hasSize(3);

    assertThat(shell(commands.get(0)).output())
        .contains("Tests run: 1, Failures: 0", "BUILD SUCCESS", "settings.json", "logo.png");

    List<String> flashAndRun = commands.get(1).lines().toList();
    assertThat(shell(flashAndRun.get(0)).output()).contains("Installed.", "2 of 2 assets");
    List<String> run = List.of(flashAndRun.get(1).split(" ", -1));
    assertThat(run).startsWith("asset-ota", "run");
    try (RunningCommand running =
        RunningCommand.in(
            project,
            folder.resolve("run.txt"),
            List.of("sh", "-c", "exec " + String.join(" ", run)),
            tools.environment())) {
      running.awaitOutput("New settings: { \"volume\": 7 }");

      assertThat(shell(commands.get(2)).output()).contains("Installed.", "1 of 2 assets");

      running.awaitOutput("New settings: { \"volume\": 5 }");
      assertThat(PROCESS.matcher(running.output()).results().map(MatchResult::group).distinct())
          .as("the application went on running")
          .hasSize(1);
      assertThat(running.end()).as(running.output()).isZero();
    }
    assertThat(project.resolve("pictures/logo.png")).hasContent("a picture");
  }
}
