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

/** Shows what the SDK does. */
@Command(
    name = "demo",
    description = {
      "Shows what this is for: bundles the assets of samples, flashes and runs them, and updates a"
          + " gateway over the air, with a power cut in the middle.",
      "Shows every command as you would type it, and leaves the files to look at."
    },
    footer = {"  asset-ota demo", "  asset-ota demo --folder /tmp/demo"})
final class DemoCommand extends Subcommand {
  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Where its files go: a new folder. Usually one among the temporary files.")
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
