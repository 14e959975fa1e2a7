package io.assetota.cli;

import io.assetota.cli.author.AuthorCommands;
import io.assetota.cli.command.CommandGroup;
import io.assetota.cli.command.Subcommand;
import io.assetota.cli.device.DeviceCommands;
import io.assetota.cli.fleet.FleetCommands;
import io.assetota.cli.output.Console;
import io.assetota.cli.parts.PartsCommands;
import io.assetota.cli.signing.SigningCommands;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/** All commands, in the order of the help. Each package lists its own. */
final class Commands {
  private final Console console;
  private final List<CommandGroup> groups = groups();
  private final Map<String, Function<Console, Subcommand>> makers = new LinkedHashMap<>();

  Commands(Console console) {
    this.console = console;
    groups.forEach(group -> makers.putAll(group.makers()));
  }

  private static List<CommandGroup> groups() {
    return List.of(
        CommandGroup.of("First steps").with("demo", DemoCommand::new),
        AuthorCommands.group(),
        SigningCommands.group(),
        DeviceCommands.group(),
        FleetCommands.group(),
        PartsCommands.group(),
        CommandGroup.of("This command itself")
            .with("completion", CompletionCommand::new)
            .with("training", TrainingCommand::new));
  }

  /** Describes all commands to picocli. */
  CommandLine commandLine() {
    CommandLine root = new CommandLine(new AssetOta(groups));
    makers.forEach((name, maker) -> add(root, name, maker.apply(console)));
    return root;
  }

  /**
   * Describes only the command that the arguments begin with. To describe a command takes longer
   * than to run most of them, so all are described only for the help and for unknown commands.
   */
  CommandLine commandLine(String... args) {
    if (args.length == 1 && args[0].equals("--version")) {
      return new CommandLine(new AssetOta(groups));
    }
    Function<Console, Subcommand> maker = args.length > 0 ? makers.get(args[0]) : null;
    if (maker == null) {
      return commandLine();
    }
    CommandLine root = new CommandLine(new AssetOta(groups));
    add(root, args[0], maker.apply(console));
    return root;
  }

  private static void add(CommandLine parent, String name, Subcommand command) {
    CommandLine line = new CommandLine(command);
    command.children().forEach(c -> add(line, c.name(), c));
    parent.addSubcommand(name, line);
  }
}
