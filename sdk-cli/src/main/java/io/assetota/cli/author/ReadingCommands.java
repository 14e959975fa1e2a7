package io.assetota.cli.author;

import io.assetota.cli.command.CommandGroup;

/** The commands that only read bundles: what a device has of this package. */
public final class ReadingCommands {
  private ReadingCommands() {}

  /** Returns the commands in the order of the help. */
  public static CommandGroup group() {
    return CommandGroup.of("Bundles")
        .with("inspect", InspectCommand::new)
        .with("verify", VerifyCommand::new);
  }
}
