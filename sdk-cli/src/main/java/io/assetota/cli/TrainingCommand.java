package io.assetota.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.cli.command.Subcommand;
import io.assetota.cli.files.TemporaryFolder;
import io.assetota.cli.output.Console;
import io.assetota.runtime.DeviceRuntime;
import io.assetota.runtime.event.RuntimeEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/**
 * Runs typical commands without output, so that the launcher can archive the classes that they
 * load.
 */
@Command(
    name = "training",
    hidden = true,
    description = "Runs typical commands once, so that the launcher can start faster.")
final class TrainingCommand extends Subcommand {
  private final Program program;

  TrainingCommand(Console console, Program program) {
    super(console);
    this.program = program;
  }

  @Override
  public Integer call() throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.create();
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8)) {
      train(folder.path(), Console.plain(nowhere, nowhere));
    }
    return DONE;
  }

  private void train(Path folder, Console unseen) throws IOException {
    Path assets = Files.createDirectory(folder.resolve("assets"));
    Files.writeString(assets.resolve("text"), "text ".repeat(100));
    Files.write(assets.resolve("zeros"), new byte[1000]);
    Path payload = Files.writeString(folder.resolve("app.jar"), "payload");
    String app = folder.resolve("app.bin").toString();
    String bundle = folder.resolve("bundle.zip").toString();
    String home = folder.resolve("home").toString();
    program.run(unseen, "--help");
    program.run(unseen, "--version");
    program.run(unseen, "bundle", "--help");
    program.run(unseen, "no-such-command");
    program.run(unseen, "verify", "no-such-file");
    program.run(unseen, "wrap", payload.toString(), "--app-version", "1", "-o", app);
    program.run(unseen, "bundle", app, "--assets", assets.toString(), "--save-to", bundle);
    program.run(unseen, "verify", bundle, "--platform", "linux");
    program.run(unseen, "inspect", bundle);
    program.run(unseen, "inspect", app, "--json");
    program.run(unseen, "assets", "list", app);
    program.run(unseen, "unpack", bundle, folder.resolve("unpacked").toString());
    program.run(unseen, "flash", bundle, "--home", home);
    program.run(unseen, "flash", bundle, "--home", home, "--dry-run", "--json");
    program.run(unseen, "device", "--home", home);
    program.run(unseen, "run", "--home", payload.toString());
    if (Files.exists(Path.of(home))) { // A program without authors' commands had nothing to flash.
      runOnce(Path.of(home));
    }
  }

  /** Until the application ends, which it does at once: its payload is no jar. */
  private static void runOnce(Path home) throws IOException {
    AtomicReference<@Nullable DeviceRuntime> running = new AtomicReference<>();
    try (OutputStream nowhere = OutputStream.nullOutputStream();
        DeviceRuntime runtime =
            DeviceRuntime.builder(home)
                .output(nowhere, nowhere)
                .listener(
                    event -> {
                      DeviceRuntime now = running.get();
                      if (now != null && event instanceof RuntimeEvent.Failed) {
                        now.close();
                      }
                    })
                .build()) {
      running.set(runtime);
      runtime.run();
    }
  }
}
