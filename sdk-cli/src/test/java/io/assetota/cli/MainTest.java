package io.assetota.cli;

import static io.assetota.cli.Ran.asset_ota;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.cli.output.Console;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class MainTest {
  @Test
  void helpListsTheCommands() {
    Ran help = asset_ota("--help").succeeds();

    assertThat(help.out()).contains("bundle", "inspect", "flash", "demo", "Exit codes");
    assertThat(help.out()).doesNotContain("training");
    assertThat(help.err()).isEmpty();
  }

  @Test
  void versionTellsTheJavaToo() {
    assertThat(asset_ota("--version").succeeds().out()).startsWith("asset-ota ").contains("Java ");
  }

  /** Every command with its parents' names in front. */
  static Stream<List<String>> commands() {
    List<List<String>> found = new ArrayList<>();
    Console nowhere =
        new Console(
            new PrintStream(OutputStream.nullOutputStream(), false, UTF_8),
            new PrintStream(OutputStream.nullOutputStream(), false, UTF_8),
            false,
            false,
            false);
    collect(new Commands(nowhere).commandLine(), List.of(), found);
    return found.stream();
  }

  private static void collect(CommandLine parent, List<String> names, List<List<String>> found) {
    parent
        .getSubcommands()
        .forEach(
            (name, command) -> {
              List<String> path = new ArrayList<>(names);
              path.add(name);
              found.add(path);
              collect(command, path, found);
            });
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelpWithExamples(List<String> command) {
    List<String> args = new ArrayList<>(command);
    args.add("--help");
    Ran help = asset_ota(args.toArray());

    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).startsWith("Usage: asset-ota " + String.join(" ", command));
    if (!command.equals(List.of("training"))) {
      assertThat(help.out()).contains("Examples:\n  ");
    }
    assertThat(help.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void noCommandIsWrongUsage() {
    assertThat(asset_ota().isWrongUsage().err()).contains("Which command?").contains("bundle");
  }

  @Test
  void aMisspelledCommandGetsASuggestion() {
    assertThat(asset_ota("instpect").isWrongUsage().err())
        .contains("there is no command 'instpect'")
        .contains("Did you mean: asset-ota inspect");
  }

  @Test
  void aMisspelledOptionGetsASuggestion() {
    assertThat(asset_ota("bundle", "app.bin", "--asets", "x").isWrongUsage().err())
        .contains("'--asets'")
        .contains("--assets")
        .contains("Try 'asset-ota bundle --help'.");
  }

  @Test
  void aMissingOperandIsWrongUsage() {
    assertThat(asset_ota("flash", "x.zip").isWrongUsage().err()).contains("--home");
  }

  @Test
  void anUnknownPlatformIsToldWithTheKnownOnes() {
    assertThat(asset_ota("verify", "x.zip", "--platform", "photon9").isWrongUsage().err())
        .contains("there is no platform 'photon9'")
        .contains("tracker")
        .contains("linux");
  }

  @Test
  void verboseTellsWhereAnErrorComesFrom() {
    Ran ran = asset_ota("verify", "no-such-file.zip", "--verbose");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("NoSuchFileException: no-such-file.zip\n\tat ");
  }

  @Test
  void completionKnowsTheCommands() {
    assertThat(asset_ota("completion").succeeds().out()).contains("complete -F", "flash");
  }

  @Test
  void errorsAreColouredOnATerminal() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console terminal =
        new Console(
            new PrintStream(OutputStream.nullOutputStream(), false, UTF_8),
            new PrintStream(err, true, UTF_8),
            true,
            true,
            true);

    Main.run(terminal, "verify", "no-such-file.zip");

    assertThat(err.toString(UTF_8)).startsWith("\u001b[31merror: \u001b[0mno-such-file.zip");
  }
}
