package io.assetota.cli.device;

import io.assetota.cli.command.Subcommand;
import io.assetota.cli.option.AddressOption;
import io.assetota.cli.option.DurationOption;
import io.assetota.cli.option.PlatformOption;
import io.assetota.cli.option.ProgressOption;
import io.assetota.cli.option.WebOptions;
import io.assetota.cli.output.Console;
import io.assetota.core.AssetManager;
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
      "Runs the application that is installed: starts it, watches it, starts it again, and replaces"
          + " it when another one is installed, by 'flash' for example.",
      "With --server, it brings updates from there, too, as 'agent' does.",
      "An application that is on trial is confirmed when it has worked for a minute. If it doesn't"
          + " work, the previous one comes back with its assets, and the server is told why.",
      "SIGTERM and Ctrl-C stop the application first. Exit codes: 0 it was asked to end, 1 it can't"
          + " go on, 2 wrong usage."
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
      description = "The device folder. It is made if there is none.")
  Path home = Path.of("");

  @Option(
      names = "--platform",
      paramLabel = "NAME",
      converter = PlatformOption.class,
      completionCandidates = PlatformOption.class,
      description = "The platform of a new device folder, by name or number. Usually linux.")
  Platform platform = Platform.LINUX;

  @Option(
      names = "--server",
      paramLabel = "URL",
      converter = AddressOption.class,
      description = "Address of the update server. Without it, others install updates.")
  @Nullable URI server;

  @Option(
      names = "--device",
      paramLabel = "ID",
      description = "The device's id at the server (controller id).")
  @Nullable String device;

  @Option(names = "--tenant", paramLabel = "NAME", description = "The tenant. Usually DEFAULT.")
  String tenant = DdiEndpoint.DEFAULT_TENANT;

  @Mixin TokenOptions token = new TokenOptions();
  @Mixin UpdateOptions updates = new UpdateOptions();
  @Mixin WebOptions web = new WebOptions();

  @Option(
      names = "--confirm-all",
      description = "Confirm updates that need it. Usually that is done at the server.")
  boolean confirmAll;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "Poll this often, for example 30s. Usually as the server says.")
  @Nullable Duration interval;

  @Option(
      names = "--steady",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description =
          "Confirm an application on trial when it has worked for this time. Usually 1m, and at"
              + " latest when its trial ends.")
  @Nullable Duration steady;

  @Option(
      names = "--verify",
      description =
          "Before each start, hash all files of the application. Usually it is enough to look at"
              + " their lengths and times.")
  boolean verify;

  @Mixin ProgressOption quiet = new ProgressOption();

  RunCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    if ((interval != null && interval.isZero()) || (steady != null && steady.isZero())) {
      throw wrongUsage("--interval and --steady are 1s or more");
    }
    if ((server == null) != (device == null)) {
      throw wrongUsage("--server and --device go together");
    }
    if (server == null && (web.areUsed() || token.areUsed() || interval != null || confirmAll)) {
      throw wrongUsage(
          "the options for a server need --server and --device: without it, nobody is asked");
    }
    if (updates.confirmWithin == null) {
      updates.confirmWithin = USUAL_TRIAL; // what is watched can be brought back
    }
    if (ProcessHandle.current().pid() == FIRST_PROCESS) {
      console.warn(
          "Java as process 1 leaves the dead children of others: start this by the launcher"
              + " asset-ota, or the container with an init (docker run --init)");
    }
    // What the application writes goes to standard output; what is said of it is no part of that.
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
      // A server that gives releases by platform has to know that of a new device.
      AssetManager.open(home, platform).close();
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
