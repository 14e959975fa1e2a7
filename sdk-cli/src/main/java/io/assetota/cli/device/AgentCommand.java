package io.assetota.cli.device;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.option.AddressOption;
import io.assetota.cli.option.ProgressOption;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Report;
import io.assetota.ota.hawkbit.agent.HawkbitAgent;
import io.assetota.ota.hawkbit.agent.HawkbitAgentBuilder;
import java.io.IOException;
import java.net.URI;
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
  @Mixin AgentOptions agent = new AgentOptions();

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

  @Mixin NewFolderOption newFolder = new NewFolderOption();

  @Option(
      names = "--on-update",
      paramLabel = "COMMAND",
      description = {
        "A program to run after each installation, with operands separated by blanks; no shell.",
        "If it fails, the update is reported as failed."
      })
  @Nullable String onUpdate;

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
    HawkbitAgentBuilder builder = agent.builder(this, server, device, newFolder.platform);
    try (AgentEvents events = new AgentEvents(console, quiet, json);
        HawkbitAgent polling = finished(builder, events)) {
      if (!once) {
        console.line("Device " + device + " asks " + server + "; Ctrl-C ends it.");
        console.out().flush();
        GracefulEnd.run(polling);
        return events.report(device, Optional.empty());
      }
      return events.report(device, Optional.of(polling.runOnce()));
    }
  }

  private HawkbitAgent finished(HawkbitAgentBuilder builder, AgentEvents events)
      throws IOException {
    builder.listener(events);
    if (onUpdate != null) {
      builder.actionHook(new CommandHook(onUpdate, agent.home, console.err()));
    }
    return builder.build();
  }
}
