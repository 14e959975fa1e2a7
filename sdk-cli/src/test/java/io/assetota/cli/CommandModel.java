package io.assetota.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.cli.output.Console;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** All commands as picocli knows them, so that a new one, or a new option, is tested with them. */
final class CommandModel {
  /** A command, with its parents' names in front. */
  record Known(List<String> path, CommandLine line) {
    String name() {
      return String.join(" ", path);
    }

    boolean isLeaf() {
      return line.getSubcommands().isEmpty();
    }

    List<ArgSpec> arguments() {
      return line.getCommandSpec().args();
    }

    @Override
    public String toString() {
      return name();
    }
  }

  private CommandModel() {}

  /** Every command, the hidden ones too, without the root. */
  static List<Known> commands() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    List<Known> found = new ArrayList<>();
    collect(
        Main.program().commands(Console.plain(nowhere, nowhere)).commandLine(), List.of(), found);
    return found;
  }

  /** The commands that do something by themselves. */
  static Stream<Known> leaves() {
    return commands().stream().filter(Known::isLeaf);
  }

  /** The longest name of an option, or the label of an operand. */
  static String label(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static void collect(CommandLine parent, List<String> path, List<Known> found) {
    parent
        .getSubcommands()
        .forEach(
            (name, line) -> {
              List<String> longer = new ArrayList<>(path);
              longer.add(Objects.requireNonNull(name));
              found.add(new Known(List.copyOf(longer), line));
              collect(line, longer, found);
            });
  }
}
