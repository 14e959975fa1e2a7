package io.assetota.cli.device;

import io.assetota.cli.command.Subcommand;
import io.assetota.cli.option.AddressOption;
import io.assetota.cli.option.DurationOption;
import io.assetota.cli.option.PlatformOption;
import io.assetota.cli.option.ProgressOption;
import io.assetota.cli.option.WebOptions;
import io.assetota.cli.output.Console;
import io.assetota.core.install.Installer;
import io.assetota.core.materialize.TreeCheck;
import io.assetota.core.model.Platform;
import io.assetota.ota.hawkbit.agent.HawkbitAgent;
import io.assetota.ota.hawkbit.agent.HawkbitAgentBuilder;
import io.assetota.ota.hawkbit.agent.HawkbitDevice;
import io.assetota.ota.hawkbit.agent.UpdateConsent;
import io.assetota.ota.hawkbit.ddi.DdiClient;
import io.assetota.ota.hawkbit.ddi.DdiEndpoint;
import io.assetota.runtime.DeviceRuntime;
import io.assetota.runtime.DeviceRuntimeBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
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

  @Option(
      names = "--home",
      paramLabel = "DIR",
      required = true,
      description = "The device folder; created if it does not exist.")
  Path home = Path.of("");

  @Option(
      names = "--platform",
      paramLabel = "NAME",
      converter = PlatformOption.class,
      completionCandidates = PlatformOption.class,
      description = "The platform of a new device folder, by name or number. Default: linux.")
  Platform platform = Platform.LINUX;

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
      names = "--tenant",
      paramLabel = "NAME",
      description = "The tenant at the server. Default: DEFAULT.")
  String tenant = DdiEndpoint.DEFAULT_TENANT;

  @Mixin TokenOptions token = new TokenOptions();
  @Mixin UpdateOptions updates = new UpdateOptions();
  @Mixin WebOptions web = new WebOptions();

  @Option(
      names = "--confirm-all",
      description =
          "Confirm updates that need it. Default: they wait for confirmation at the server.")
  boolean confirmAll;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "How often to poll, for example 30s. Default: what the server says.")
  @Nullable Duration interval;

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
    if ((interval != null && interval.isZero()) || (steady != null && steady.isZero())) {
      throw wrongUsage("--interval and --steady must be at least 1s");
    }
    if ((server == null) != (device == null)) {
      throw wrongUsage("--server and --device need each other: give both");
    }
    if (server == null && (web.areUsed() || token.areUsed() || interval != null || confirmAll)) {
      throw wrongUsage("the options of the connection to a server need --server and --device");
    }
    if (updates.confirmWithin == null) {
      updates.confirmWithin = USUAL_TRIAL; // Whatever is watched can be rolled back.
    }
    if (ProcessHandle.current().pid() == FIRST_PROCESS) {
      console.warn(
          "Java as process 1 does not reap orphaned processes: start this with the launcher"
              + " asset-ota, or the container with an init process (docker run --init)");
    }
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
        DeviceRuntime.builder(home).listener(new RunEvents(own)).environment(environment());
    if (verify) {
      builder.checkingFiles(TreeCheck.CONTENT);
    }
    if (steady != null) {
      builder.steadyFor(steady);
    }
    if (server != null) {
      builder.updatedBy(agent(server, events));
    }
    return builder.build();
  }

  private HawkbitAgentBuilder agent(URI address, AgentEvents events) throws IOException {
    DdiEndpoint endpoint;
    try {
      endpoint =
          new DdiEndpoint(
              address,
              tenant,
              Objects.requireNonNull(device),
              token.credentials(this, web.hasClientCertificate()));
    } catch (IllegalArgumentException e) {
      throw wrongUsage(String.valueOf(e.getMessage()));
    }
    updates.readKeyring();
    if (!Files.exists(home)) {
      // A server that selects releases by platform needs the platform of a new device, too.
      Installer.open(home, platform).close();
    }
    HawkbitAgentBuilder builder =
        HawkbitAgent.of(
                new DdiClient(endpoint, web.read().withRateLimit(updates.limitRate)),
                HawkbitDevice.openedForUpdates(home, updates::agent))
            .listener(events);
    if (confirmAll) {
      builder.consent(UpdateConsent.GIVEN);
    }
    Optional.ofNullable(interval).ifPresent(i -> builder.pollingBetween(i, i));
    return builder;
  }
}
