package io.assetota.cli;

import io.assetota.cli.command.Subcommand;
import io.assetota.cli.output.Console;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Writes the script that lets a shell complete commands and options. */
@Command(
    name = "completion",
    description = "Prints a script that makes bash and zsh complete commands and options.",
    footer = {"  source <(asset-ota completion)"})
final class CompletionCommand extends Subcommand {
  CompletionCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    console.line(AutoComplete.bash("asset-ota", new Commands(console).commandLine()));
    return DONE;
  }
}
