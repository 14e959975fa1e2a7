package io.assetota.cli;

import io.assetota.cli.command.Subcommand;
import io.assetota.cli.output.Console;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Prints a completion script for shells. */
@Command(
    name = "completion",
    description = "Prints a completion script for bash and zsh.",
    footer = {"  source <(asset-ota completion)"})
final class CompletionCommand extends Subcommand {
  private final Program program;

  CompletionCommand(Console console, Program program) {
    super(console);
    this.program = program;
  }

  @Override
  public Integer call() {
    console.line(AutoComplete.bash("asset-ota", program.commands(console).commandLine()));
    return DONE;
  }
}
