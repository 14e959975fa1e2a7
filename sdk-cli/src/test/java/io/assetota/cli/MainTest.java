package io.assetota.cli;

import static io.assetota.cli.testing.Ran.asset_ota;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.cli.output.Console;
import io.assetota.cli.testing.Ran;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        Console.plain(
            new PrintStream(OutputStream.nullOutputStream(), false, UTF_8),
            new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    collect(Main.program().commands(nowhere).commandLine(), List.of(), found);
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
    assertThat(asset_ota().isWrongUsage().err())
        .contains("a command is missing")
        .contains("bundle");
  }

  @Test
  void aMisspelledCommandGetsASuggestion() {
    assertThat(asset_ota("instpect").isWrongUsage().err())
        .contains("unknown command 'instpect'")
        .contains("Did you mean asset-ota inspect?");
  }

  @Test
  void suggestionsFitAndHiddenCommandsAreNotTold() {
    assertThat(asset_ota("xyz").isWrongUsage().err()).doesNotContain("Did you mean");
    assertThat(asset_ota("trainin").isWrongUsage().err()).doesNotContain("training");
    assertThat(asset_ota().isWrongUsage().err()).doesNotContain("training");
    assertThat(asset_ota("flash-stm").isWrongUsage().err())
        .contains("Did you mean asset-ota flash-stm32 or ");
    assertThat(asset_ota("keyring", "roate").isWrongUsage().err())
        .contains("Did you mean asset-ota keyring rotate?");
    assertThat(asset_ota("rollotu").isWrongUsage().err())
        .contains("Did you mean asset-ota rollout?");
  }

  @Test
  void helpIsAlsoACommand() {
    assertThat(asset_ota("help").succeeds()).isEqualTo(asset_ota("--help"));
    assertThat(asset_ota("help", "keyring", "show").succeeds())
        .isEqualTo(asset_ota("keyring", "show", "--help"));
    assertThat(asset_ota("help", "nothing").isWrongUsage().err())
        .contains("unknown command 'nothing'");
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
  void wrongUsageIsToldInOurWords() {
    assertThat(asset_ota("inspect", "a", "b").isWrongUsage().err())
        .startsWith("error: unexpected operand 'b'\n");
    assertThat(asset_ota("@missing").isWrongUsage().err())
        .startsWith("error: there is no options file 'missing'\n");
    assertThat(asset_ota("wrap", "a", "--app-version").isWrongUsage().err())
        .startsWith("error: missing parameter for option '--app-version' (VERSION)\n");
    assertThat(asset_ota("wrap", "a", "--product-id", "x").isWrongUsage().err())
        .startsWith("error: invalid value for '--product-id': 'x' is not an int\n");
    assertThat(asset_ota("bundle").isWrongUsage().err())
        .startsWith("error: missing parameter: 'APP.bin|DIR'\n");
    assertThat(asset_ota("device", "--home=h", "--confirm", "--roll-back").isWrongUsage().err())
        .startsWith("error: --confirm, --roll-back exclude each other: give only one\n");
    assertThat(asset_ota("verify", "").isWrongUsage().err()).contains("the file name is empty");
  }

  @Test
  void anUnknownPlatformIsToldWithTheKnownOnes() {
    assertThat(asset_ota("verify", "x.zip", "--platform", "photon9").isWrongUsage().err())
        .contains("unknown platform 'photon9'")
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
            true,
            80,
            Map.of());

    Main.run(terminal, "verify", "no-such-file.zip");

    assertThat(err.toString(UTF_8)).startsWith("\u001b[31merror: \u001b[0mno-such-file.zip");
  }
}
