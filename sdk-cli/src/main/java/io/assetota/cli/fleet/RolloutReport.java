package io.assetota.cli.fleet;

import io.assetota.cli.fleet.OperatorApi.Release;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Console.Style;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.core.model.Printable;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a server has got to do.
 *
 * @param server the server
 * @param release the release that it has now
 * @param device who gets it; empty for all
 * @param rollout number of the rollout; empty if nobody gets it yet
 */
record RolloutReport(URI server, Release release, Optional<String> device, OptionalLong rollout)
    implements Report {
  @Override
  public void print(Console console) {
    String name =
        Printable.line(release.name() + " " + release.version() + " for " + release.platform());
    console.line("Release " + release.id() + ": " + name);
    if (rollout.isEmpty()) {
      console.line("Nobody gets it yet: give it to devices at " + server);
      return;
    }
    String receivers = device.orElse("all devices of its platform");
    console.line(
        console.style(
            Style.GOOD, "Rollout " + rollout.getAsLong() + " gives it to " + receivers + "."));
    console.line("How it goes is told at " + server);
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
