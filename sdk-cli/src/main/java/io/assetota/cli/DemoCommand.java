package io.assetota.cli;

import io.assetota.cli.output.Console;
import picocli.CommandLine.Command;

@Command(name = "demo", description = "x")
final class DemoCommand extends Subcommand {
  DemoCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    return 0;
  }
}
