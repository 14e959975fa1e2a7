package io.assetota.cli.fleet;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Console.Style;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Sizes;
import io.assetota.core.model.Printable;
import io.assetota.ota.hawkbit.publish.Publication;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was published, or would be with {@code --dry-run}.
 *
 * @param server the hawkBit server
 * @param release the release at the server
 * @param dryRun whether nothing was created
 */
record PublishReport(URI server, Publication release, boolean dryRun) implements Report {
  @Override
  public void print(Console console) {
    String name = Printable.line(release.name() + " " + release.version());
    say(console, release.moduleNew(), "software module " + name, release.module());
    say(
        console,
        release.artifactNew(),
        "artifact of " + Sizes.bytes(release.size()) + ", SHA-256 " + release.sha256(),
        OptionalLong.empty());
    say(console, release.setNew(), "distribution set " + name, release.distributionSet());
    if (!dryRun) {
      console.line(console.style(Style.GOOD, "Published."));
      console.line(
          "Next, at "
              + server
              + ": open 'Targets' or 'Rollouts', choose the devices, and assign "
              + name
              + ".");
    }
  }

  private void say(Console console, boolean made, String what, OptionalLong id) {
    String verb = !made ? "Found the existing " : dryRun ? "Would create the " : "Created the ";
    console.line(verb + what + (id.isPresent() ? ", id " + id.getAsLong() : "") + ".");
  }

  @Override
  public JsonObject toJson() {
    return new JsonObject()
        .with("server", server)
        .with("dryRun", dryRun)
        .with("name", release.name())
        .with("version", release.version())
        .with("size", release.size())
        .with("sha256", release.sha256())
        .with("module", optional(release.module()))
        .with("distributionSet", optional(release.distributionSet()))
        .with("moduleNew", release.moduleNew())
        .with("artifactNew", release.artifactNew())
        .with("distributionSetNew", release.setNew());
  }

  private static Optional<Long> optional(OptionalLong id) {
    return id.isPresent() ? Optional.of(id.getAsLong()) : Optional.empty();
  }
}
