package io.assetota.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.testing.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What shells and readers of manual pages get. */
class ShellsIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {Distribution.FULL, Distribution.DEVICE})
  void bashCompletesCommandsAndOptions(String name) throws Exception {
    Tools.require("bash");
    Path share = Distribution.unpacked(name, folder).root().resolve("share");
    String script =
        """
        compopt() { :; } # it is only there while bash completes
        source "$1"
        complete -p asset-ota
        COMP_WORDS=(asset-ota fl) COMP_CWORD=1 COMP_LINE="asset-ota fl" COMP_POINT=12
        _complete_asset-ota asset-ota fl asset-ota
        echo "commands: ${COMPREPLY[*]}"
        COMP_WORDS=(asset-ota flash --ho) COMP_CWORD=2 COMP_LINE="asset-ota flash --ho" COMP_POINT=20
        _complete_asset-ota asset-ota --ho flash
        echo "options: ${COMPREPLY[*]}"
        """;

    String completed =
        Ran.in(
                folder,
                List.of(
                    "bash",
                    "-euc",
                    script,
                    "bash",
                    share.resolve("bash-completion/completions/asset-ota").toString()))
            .succeeds()
            .output();

    assertThat(completed)
        .contains("complete -o default -F _complete_asset-ota asset-ota")
        .containsPattern("commands: flash")
        .contains("options: --home");
  }

  /** Keys are typed into a terminal, as zsh completes nothing without one. */
  @Test
  void zshCompletesCommands() throws Exception {
    Tools.require("zsh");
    Path share = Distribution.unpacked(Distribution.DEVICE, folder).root().resolve("share");
    Path script = folder.resolve("type.zsh");
    Files.writeString(
        script,
        """
        zmodload zsh/zpty
        zpty -b shell zsh -f -i
        output=
        await() {
          for i in {1..300}; do
            while zpty -r -t shell more; do output+=$more; done
            [[ $output = *$1* ]] && return
            sleep 0.1
          done
        }
        zpty -w shell "PS1='> '; fpath=($1/zsh/site-functions \\$fpath)"
        zpty -w shell "autoload -U compinit; compinit -u -D; echo rea''dy"
        await ready
        zpty -n -w shell $'asset-ota veri\\t'
        await 'asset-ota verify'
        zpty -n -w shell $'--plat\\t'
        await 'form'
        print -r -- "$output"
        zpty -d shell
        """);

    String typed =
        Ran.in(folder, List.of("zsh", "-f", script.toString(), share.toString()))
            .succeeds()
            .output();

    assertThat(typed)
        .contains("asset-ota verify")
        .containsPattern("--plat.*form")
        .doesNotContain("not found");
  }

  @ParameterizedTest
  @ValueSource(strings = {Distribution.FULL, Distribution.DEVICE})
  void manualPagesAreWellFormed(String name) throws Exception {
    Tools.require("mandoc", "man");
    Path pages = Distribution.unpacked(name, folder).root().resolve("share/man/man1");
    try (Stream<Path> files = Files.list(pages)) {
      List<String> names = files.map(Path::toString).sorted().toList();
      assertThat(names).hasSizeGreaterThan(6);

      List<String> lint =
          Stream.concat(Stream.of("mandoc", "-T", "lint", "-W", "warning"), names.stream())
              .toList();
      assertThat(Ran.in(folder, lint).succeeds().output()).isEmpty();
    }
    assertThat(
            Ran.in(
                    folder,
                    List.of("man", "-l", "--warnings", pages.resolve("asset-ota-run.1").toString()))
                .succeeds()
                .output())
        .contains("NAME", "SYNOPSIS", "--server", "EXIT STATUS")
        .doesNotContain("warning:");
  }
}
