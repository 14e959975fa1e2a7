package io.assetota.cli;

import io.assetota.cli.command.CommandGroup;

/** The commands about the program that they belong to. */
final class OwnCommands {
  private OwnCommands() {}

  static CommandGroup group(Program program) {
    return CommandGroup.of("This command itself")
        .with("completion", console -> new CompletionCommand(console, program))
        .with("manual", console -> new ManualCommand(console, program))
        .with("training", console -> new TrainingCommand(console, program));
  }
}
