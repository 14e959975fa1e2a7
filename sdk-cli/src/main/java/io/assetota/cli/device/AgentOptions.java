package io.assetota.cli.device;

import io.assetota.cli.command.Subcommand;
import io.assetota.cli.option.DurationOption;
import io.assetota.cli.option.WebOptions;
import io.assetota.core.model.Platform;
import io.assetota.ota.hawkbit.agent.HawkbitAgent;
import io.assetota.ota.hawkbit.agent.HawkbitAgentBuilder;
import io.assetota.ota.hawkbit.agent.HawkbitDevice;
import io.assetota.ota.hawkbit.agent.UpdateConsent;
import io.assetota.ota.hawkbit.ddi.DdiClient;
import io.assetota.ota.hawkbit.ddi.DdiEndpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The device folder, and how a device asks its server for updates. */
final class AgentOptions {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      required = true,
      description = "The device folder; created if it does not exist.")
  Path home = Path.of("");

  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      description = "The tenant at the server. Default: DEFAULT.")
  private String tenant = DdiEndpoint.DEFAULT_TENANT;

  @Option(
      names = "--confirm-all",
      description =
          "Confirm updates that need it. Default: they wait for confirmation at the server.")
  private boolean confirmAll;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "How often to poll, for example 30s. Default: what the server says.")
  private @Nullable Duration interval;

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description = "A tag of this device to report to the server; can be repeated.")
  private List<String> tags = List.of();

  @Mixin TokenOptions token = new TokenOptions();
  @Mixin UpdateOptions updates = new UpdateOptions();
  @Mixin WebOptions web = new WebOptions();

  /** Tells whether an option is used that has a meaning only with a server. */
  boolean needServer() {
    return web.areUsed() || token.areUsed() || interval != null || confirmAll || !tags.isEmpty();
  }

  /**
   * Begins an agent. Gives the device folder its platform: a server that selects releases by
   * platform needs that of a new device, too.
   *
   * @param command is asked for usage errors
   * @param server the address of the server
   * @param device the id of this device there
   * @param platform the platform that the device folder is to have; null for any
   * @return an agent without a listener
   */
  HawkbitAgentBuilder builder(
      Subcommand command, URI server, String device, @Nullable Platform platform)
      throws IOException {
    if (interval != null && interval.isZero()) {
      throw command.wrongUsage("--interval must be at least 1s");
    }
    DdiEndpoint endpoint;
    try {
      endpoint =
          new DdiEndpoint(
              server, tenant, device, token.credentials(command, web.hasClientCertificate()));
    } catch (IllegalArgumentException e) {
      throw command.wrongUsage(String.valueOf(e.getMessage()));
    }
    updates.readKeyring();
    DdiClient client = new DdiClient(endpoint, web.read().withRateLimit(updates.limitRate));
    new FolderPlatform(home).fix(platform);
    HawkbitAgentBuilder builder =
        HawkbitAgent.of(client, HawkbitDevice.openedForUpdates(home, updates::agent));
    try {
      builder.tags(new LinkedHashSet<>(tags));
    } catch (IllegalArgumentException e) {
      throw command.wrongUsage("--tag: " + e.getMessage());
    }
    if (confirmAll) {
      builder.consent(UpdateConsent.GIVEN);
    }
    if (interval != null) {
      builder.pollingBetween(interval, interval);
    }
    return builder;
  }
}
