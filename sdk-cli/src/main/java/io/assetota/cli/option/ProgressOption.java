package io.assetota.cli.option;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Progress;
import picocli.CommandLine.Option;

/** Whether to show progress, for commands whose work takes long. */
public final class ProgressOption {
  @Option(
      names = {"-q", "--quiet"},
      order = 98,
      description = "Show no progress. Default: shown on a terminal.")
  boolean quiet;

  /** Begins to show progress, if the user wants to see it. */
  public Progress begin(Console console, String task) {
    return Progress.of(quiet ? console.unattended() : console, task);
  }
}
