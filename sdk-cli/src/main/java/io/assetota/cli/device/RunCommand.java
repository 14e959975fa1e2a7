package io.assetota.cli.device;

import io.assetota.cli.command.Subcommand;
import io.assetota.cli.option.AddressOption;
import io.assetota.cli.option.DurationOption;
import io.assetota.cli.option.ProgressOption;
import io.assetota.cli.output.Console;
import io.assetota.core.materialize.TreeCheck;
import io.assetota.core.model.Platform;
import io.assetota.runtime.DeviceRuntime;
import io.assetota.runtime.DeviceRuntimeBuilder;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the application that is installed in a device folder. */
@Command(
    name = "run",
    description = {
      "Runs the installed application: starts it, watches it, restarts it, and replaces it when"
          + " another one is installed, for example by 'flash'.",
      "With --server, also installs updates from there, as 'agent' does.",
      "A new application is on trial until it has worked for a minute. If it fails, the previous"
          + " one comes back with its assets, and the server gets the reason.",
      "SIGTERM and Ctrl-C stop the application first. Exit codes: 0 stopped by a signal, 1 failure,"
          + " 2 wrong usage."
    },
    footer = {
      "  asset-ota run --home /var/lib/kiosk",
      "  ASSET_OTA_TOKEN=... asset-ota run --home /var/lib/kiosk \\",
      "      --server https://updates.example --device gw-7"
    })
final class RunCommand extends Subcommand {
  private static final Duration USUAL_TRIAL = Duration.ofMinutes(10);
  private static final long FIRST_PROCESS = 1;

  @Mixin AgentOptions agent = new AgentOptions();

  @Option(
      names = "--server",
      paramLabel = "URL",
      converter = AddressOption.class,
      description =
          "The address of the update server. Default: none; updates are installed by others.")
  @Nullable URI server;

  @Option(
      names = "--device",
      paramLabel = "ID",
      description = "The id of this device at the server (hawkBit: controller id).")
  @Nullable String device;

  @Option(
      names = "--steady",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description =
          "Confirm an application on trial after it has worked for this time. Default: 1m, but not"
              + " longer than its trial.")
  @Nullable Duration steady;

  @Option(
      names = "--verify",
      description =
          "Check the hashes of all files of the application before each start. Default: check their"
              + " sizes and times.")
  boolean verify;

  @Mixin ProgressOption quiet = new ProgressOption();

  RunCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    if (steady != null && steady.isZero()) {
      throw wrongUsage("--steady must be at least 1s");
    }
    if ((server == null) != (device == null)) {
      throw wrongUsage("--server and --device need each other: give both");
    }
    if (server == null && agent.needServer()) {
      throw wrongUsage("the options of the connection to a server need --server and --device");
    }
    if (agent.updates.confirmWithin == null) {
      agent.updates.confirmWithin = USUAL_TRIAL; // Whatever is watched can be rolled back.
    }
    if (ProcessHandle.current().pid() == FIRST_PROCESS) {
      console.warn(
          "Java as process 1 does not reap orphaned processes: start this with the launcher"
              + " asset-ota, or the container with an init process (docker run --init)");
    }
    new FolderPlatform(agent.home).requireThatItRunsHere();
    // Standard output belongs to the application; our own lines go to standard error.
    Console own = console.writingTo(console.err(), console.err());
    try (AgentEvents events = new AgentEvents(own, quiet, false);
        DeviceRuntime runtime = runtime(own, events)) {
      GracefulEnd.run(runtime);
    }
    return DONE;
  }

  private DeviceRuntime runtime(Console own, AgentEvents events) throws IOException {
    DeviceRuntimeBuilder builder =
        DeviceRuntime.builder(agent.home).listener(new RunEvents(own)).environment(environment());
    if (verify) {
      builder.checkingFiles(TreeCheck.CONTENT);
    }
    if (steady != null) {
      builder.steadyFor(steady);
    }
    if (server != null && device != null) {
      builder.updatedBy(agent.builder(this, server, device, Platform.LINUX).listener(events));
    }
    return builder.build();
  }
}
