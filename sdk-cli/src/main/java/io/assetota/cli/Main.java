package io.assetota.cli;

import io.assetota.cli.author.AuthorCommands;
import io.assetota.cli.command.CommandGroup;
import io.assetota.cli.device.DeviceCommands;
import io.assetota.cli.fleet.FleetCommands;
import io.assetota.cli.output.Console;
import io.assetota.cli.parts.PartsCommands;
import io.assetota.cli.signing.SigningCommands;
import java.util.List;

/** The entry point of {@code asset-ota}, with all commands. Each package lists its own. */
public final class Main {
  private Main() {}

  /**
   * Runs one command and ends the process with its exit code: 0 success, 1 failure, 2 wrong usage.
   *
   * @param args the command, its options and operands
   */
  public static void main(String[] args) {
    program().start(args);
  }

  /** Runs one command, and returns its exit code. */
  public static int run(Console console, String... args) {
    return program().run(console, args);
  }

  static Program program() {
    return new Program(program -> new AssetOta(groups(program)));
  }

  private static List<CommandGroup> groups(Program program) {
    return List.of(
        CommandGroup.of("First steps").with("demo", DemoCommand::new),
        AuthorCommands.group(),
        SigningCommands.group(),
        DeviceCommands.group(),
        FleetCommands.group(),
        PartsCommands.group(),
        OwnCommands.group(program));
  }
}
