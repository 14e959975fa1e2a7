package io.assetota.cli;

import static io.assetota.cli.testing.Ran.asset_ota;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.common.base.Splitter;
import io.assetota.cli.testing.Ran;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Every help is complete, fits on a terminal, and comes without a word of picocli's own. */
class HelpTest {
  private static final int WIDTH = 80;

  @TempDir Path folder;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final PrintStream ownErr = System.err;

  @BeforeEach
  void captureLog() {
    System.setErr(new PrintStream(log, true, UTF_8)); // Where picocli's warnings go.
  }

  @AfterEach
  void nothingWasLogged() {
    System.setErr(ownErr);
    assertThat(log.toString(UTF_8)).isEmpty();
  }

  static Stream<CommandModel.Known> commands() {
    return CommandModel.commands().stream();
  }

  private static String help(List<String> path) {
    List<String> words = new ArrayList<>(path);
    words.add("--help");
    Ran ran = asset_ota(words.toArray()).succeeds();
    assertThat(ran.err()).isEmpty();
    return ran.out();
  }

  private static void assertTidy(String help) {
    assertThat(help).doesNotContain("%%", "%n", "%s", "null", "@|", "|@", "\t");
    assertThat(help.lines()).allMatch(line -> line.length() <= WIDTH);
    assertThat(help.lines()).noneMatch(line -> line.endsWith(" "));
    // Between words of a text there is one blank; in the examples a remark may stand in a column.
    String texts = help.substring(0, Math.max(help.indexOf("Examples:"), 0));
    assertThat(texts.lines().map(String::strip).filter(l -> !l.matches("[-<\\[A-Za-z].*  .*")))
        .noneMatch(line -> line.contains("  "));
    assertThat(texts).doesNotContainPattern("Usually|[Tt]ells|Where to|It is made");
    assertThat(texts).doesNotContainPattern(" [.,](?![.])|(?i)\\b(the the|a a)\\b");
  }

  @Test
  void theHelpOfAllIsTidy() {
    assertTidy(help(List.of()));
  }

  @Test
  void theHelpOfAllListsEachCommandOnceInItsGroup() {
    String help = help(List.of());

    assertThat(help).contains("\nBundles:\n  bundle ", "\nSignatures:\n  sign ", "\n  run ");
    CommandModel.commands().stream()
        .filter(c -> c.path().size() == 1)
        .filter(c -> !c.line().getCommandSpec().usageMessage().hidden())
        .forEach(c -> assertThat(help).containsOnlyOnce("\n  " + c.name() + " "));
    assertThat(help).doesNotContain("training");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void isTidy(CommandModel.Known command) {
    assertTidy(help(command.path()));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void nothingIsWithoutADescription(CommandModel.Known command) {
    UsageMessageSpec usage = command.line().getCommandSpec().usageMessage();
    assertThat(usage.description()).isNotEmpty().doesNotContain("");
    for (ArgSpec argument : command.arguments()) {
      assertThat(argument.description())
          .as(CommandModel.label(argument))
          .isNotEmpty()
          .allMatch(line -> !line.isBlank());
      assertThat(argument.description()[argument.description().length - 1])
          .as(CommandModel.label(argument))
          .endsWith(".");
    }
  }

  /** A name that is broken in two can't be found, and no example copied. */
  @ParameterizedTest
  @MethodSource("commands")
  void namesAndExamplesAreWhole(CommandModel.Known command) {
    String help = help(command.path());
    for (ArgSpec argument : command.arguments()) {
      assertThat(help).contains(argument.arity().max() > 0 ? argument.paramLabel() : "");
      for (String line : argument.description()) {
        for (String word : Splitter.on(' ').split(line)) {
          assertThat(help).contains(word);
        }
      }
    }
    assumeThat(command.line().getCommandSpec().usageMessage().hidden()).isFalse();
    assertThat(command.line().getCommandSpec().usageMessage().footer())
        .isNotEmpty()
        .allSatisfy(example -> assertThat(help).contains(example + "\n"));
  }

  @Test
  void completionIsAScriptThatShellsTake() throws Exception {
    String script = asset_ota("completion").succeeds().out();

    assertThat(script).doesNotContain("%%", "training");
    Path file = Files.writeString(folder.resolve("completion"), script);
    assertThat(checkedBy("bash", file)).isEmpty();
  }

  private static String checkedBy(String shell, Path script)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(shell, "-n", script.toString()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
