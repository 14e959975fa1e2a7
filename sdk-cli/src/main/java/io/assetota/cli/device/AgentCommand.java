package io.assetota.cli.device;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.option.AddressOption;
import io.assetota.cli.option.DurationOption;
import io.assetota.cli.option.PlatformOption;
import io.assetota.cli.option.ProgressOption;
import io.assetota.cli.option.WebOptions;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Report;
import io.assetota.core.install.Installer;
import io.assetota.core.model.Platform;
import io.assetota.ota.hawkbit.agent.HawkbitAgent;
import io.assetota.ota.hawkbit.agent.HawkbitAgentBuilder;
import io.assetota.ota.hawkbit.agent.HawkbitDevice;
import io.assetota.ota.hawkbit.agent.UpdateConsent;
import io.assetota.ota.hawkbit.ddi.DdiClient;
import io.assetota.ota.hawkbit.ddi.DdiEndpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Keeps a device up to date with an update server. */
@Command(
    name = "agent",
    description = {
      "Keeps a device up to date with a hawkBit server, or one that speaks its protocol.",
      "Ctrl-C and SIGTERM end it. After a restart it continues an interrupted update."
    },
    footer = {
      "  ASSET_OTA_TOKEN=... asset-ota agent --home /var/lib/kiosk \\",
      "      --server https://hawkbit.example --device gw-7 \\",
      "      --on-update 'systemctl restart kiosk'",
      "  asset-ota agent --home /var/lib/kiosk --server http://localhost:8080 \\",
      "      --device gw-7 --token-file token --once --json"
    })
final class AgentCommand extends ReportingCommand {
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
      required = true,
      converter = AddressOption.class,
      description = "The address of the server.")
  URI server = URI.create("");

  @Option(
      names = "--device",
      paramLabel = "ID",
      required = true,
      description = "The id of this device at the server (hawkBit: controller id).")
  String device = "";

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
      names = "--on-update",
      paramLabel = "COMMAND",
      description = {
        "A program to run after each installation, with operands separated by blanks; no shell.",
        "If it fails, the update is reported as failed."
      })
  @Nullable String onUpdate;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "How often to poll, for example 30s. Default: what the server says.")
  @Nullable Duration interval;

  @Option(names = "--once", description = "Poll once, install what there is, and exit.")
  boolean once;

  @Mixin ProgressOption quiet = new ProgressOption();

  AgentCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    if (json && !once) {
      throw wrongUsage("--json needs --once: otherwise there is no end to report");
    }
    if (interval != null && interval.isZero()) {
      throw wrongUsage("--interval must be at least 1s");
    }
    DdiEndpoint endpoint;
    try {
      endpoint =
          new DdiEndpoint(
              server, tenant, device, token.credentials(this, web.hasClientCertificate()));
    } catch (IllegalArgumentException e) {
      throw wrongUsage(String.valueOf(e.getMessage()));
    }
    updates.readKeyring();
    if (!Files.exists(home)) {
      // A server that selects releases by platform needs the platform of a new device, too.
      Installer.open(home, platform).close();
    }
    try (AgentEvents events = new AgentEvents(console, quiet, json);
        HawkbitAgent agent = agent(endpoint, events)) {
      if (!once) {
        console.line("Device " + device + " asks " + server + "; Ctrl-C ends it.");
        console.out().flush();
        GracefulEnd.run(agent);
        return events.report(device, Optional.empty());
      }
      return events.report(device, Optional.of(agent.runOnce()));
    }
  }

  private HawkbitAgent agent(DdiEndpoint endpoint, AgentEvents events) throws IOException {
    HawkbitAgentBuilder builder =
        HawkbitAgent.of(
                new DdiClient(endpoint, web.read().withRateLimit(updates.limitRate)),
                HawkbitDevice.openedForUpdates(home, updates::agent))
            .listener(events);
    if (confirmAll) {
      builder.consent(UpdateConsent.GIVEN);
    }
    if (onUpdate != null) {
      builder.actionHook(new CommandHook(onUpdate, home, console.err()));
    }
    if (interval != null) {
      builder.pollingBetween(interval, interval);
    }
    return builder.build();
  }
}
