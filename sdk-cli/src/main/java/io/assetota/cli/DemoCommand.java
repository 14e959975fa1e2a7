package io.assetota.cli;

import io.assetota.cli.command.Subcommand;
import io.assetota.cli.demo.Demo;
import io.assetota.cli.demo.DemoCommands;
import io.assetota.cli.output.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays the demo. */
@Command(
    name = "demo",
    description = {
      "Shows what the SDK does: bundles the samples, installs and runs them, and runs a gateway"
          + " that is updated over the air, with a release that fails and is replaced.",
      "Prints each command as you would type it, and keeps all files for you to look at."
    },
    footer = {"  asset-ota demo", "  asset-ota demo --folder /tmp/demo"})
final class DemoCommand extends Subcommand {
  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description =
          "The folder for the files; it must be new or empty. Default: a temporary folder.")
  @Nullable Path folder;

  DemoCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    DemoCommands commands = DemoCommands.ofProcess(Main.class);
    Path files = folder == null ? Files.createTempDirectory("asset-ota-demo-") : folder;
    new Demo(console, commands).play(files.toAbsolutePath());
    return DONE;
  }
}
