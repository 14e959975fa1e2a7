package io.assetota.cli;

import io.assetota.cli.command.Subcommand;
import io.assetota.cli.output.Console;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The commands of a program, in the order of the help. */
final class Commands {
  private final Console console;
  private final Supplier<RootCommand> root;
  private final Map<String, Function<Console, Subcommand>> makers = new LinkedHashMap<>();

  Commands(Console console, Supplier<RootCommand> root) {
    this.console = console;
    this.root = root;
    root.get().groups().forEach(group -> makers.putAll(group.makers()));
  }

  /** Describes all commands to picocli. */
  CommandLine commandLine() {
    CommandLine line = new CommandLine(root.get());
    makers.forEach((name, maker) -> add(line, name, maker.apply(console)));
    return line;
  }

  /**
   * Describes only the command that the arguments begin with. To describe a command takes longer
   * than to run most of them, so all are described only for the help and for unknown commands.
   */
  CommandLine commandLine(String... args) {
    if (args.length == 1 && args[0].equals("--version")) {
      return new CommandLine(root.get());
    }
    Function<Console, Subcommand> maker = args.length > 0 ? makers.get(args[0]) : null;
    if (maker == null) {
      return commandLine();
    }
    CommandLine line = new CommandLine(root.get());
    add(line, args[0], maker.apply(console));
    return line;
  }

  private static void add(CommandLine parent, String name, Subcommand command) {
    CommandLine line = new CommandLine(command);
    command.children().forEach(c -> add(line, c.name(), c));
    parent.addSubcommand(name, line);
  }
}
