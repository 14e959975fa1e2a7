package io.assetota.cli.fleet;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Console.Style;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.core.model.Printable;
import io.assetota.ota.operator.OperatorApi.Release;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A release at a server, and the rollout that was started.
 *
 * @param server the server
 * @param release the uploaded release
 * @param device the device that gets it; empty for all
 * @param rollout the number of the rollout; empty if the release was only uploaded
 */
record RolloutReport(URI server, Release release, Optional<String> device, OptionalLong rollout)
    implements Report {
  @Override
  public void print(Console console) {
    String name =
        Printable.line(release.name() + " " + release.version() + " for " + release.platform());
    console.line("Release " + release.id() + ": " + name);
    if (rollout.isEmpty()) {
      console.line("Not assigned to devices yet: do this at " + server);
      return;
    }
    String receivers = device.orElse("all devices of its platform");
    console.line(
        console.style(
            Style.GOOD, "Rollout " + rollout.getAsLong() + " delivers it to " + receivers + "."));
    console.line("Watch its progress at " + server);
  }

  @Override
  public JsonObject toJson() {
    return new JsonObject()
        .with("server", server)
        .with("release", release.id())
        .with("name", release.name())
        .with("version", release.version())
        .with("platform", release.platform())
        .with("device", device)
        .with(
            "rollout",
            rollout.isPresent() ? Optional.of(rollout.getAsLong()) : Optional.<Long>empty());
  }
}
