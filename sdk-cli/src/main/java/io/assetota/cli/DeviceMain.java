package io.assetota.cli;

import io.assetota.cli.author.ReadingCommands;
import io.assetota.cli.command.CommandGroup;
import io.assetota.cli.device.DeviceCommands;
import io.assetota.cli.output.Console;
import java.util.List;

/**
 * The entry point of the {@code asset-ota} that devices have. It knows nothing of authoring,
 * servers and parts, so that what these need does not have to be on a device.
 */
public final class DeviceMain {
  private DeviceMain() {}

  /**
   * Runs one command and ends the process with its exit code: 0 success, 1 failure, 2 wrong usage.
   *
   * @param args the command, its options and operands
   */
  public static void main(String[] args) {
    program().start(args);
  }

  /** Runs one command, and returns its exit code. */
  static int run(Console console, String... args) {
    return program().run(console, args);
  }

  static Program program() {
    return new Program(program -> new AssetOtaOnDevice(groups(program)));
  }

  private static List<CommandGroup> groups(Program program) {
    return List.of(DeviceCommands.group(), ReadingCommands.group(), OwnCommands.group(program));
  }
}
