package io.assetota.cli.fleet;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Console.Style;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Sizes;
import io.assetota.core.model.Printable;
import io.assetota.ota.hawkbit.publish.FleetGap;
import io.assetota.ota.hawkbit.publish.Publication;
import io.assetota.server.FleetRecord;
import java.net.URI;
import java.nio.file.Path;

/**
 * What was brought over, or would be with {@code --dry-run}.
 *
 * @param from the folder of the update server
 * @param server the hawkBit server
 * @param dryRun whether nothing was changed
 * @param plan what was missing
 */
record MigrateReport(Path from, URI server, boolean dryRun, MigratePlan plan) implements Report {
  @Override
  public void print(Console console) {
    for (MigratePlan.Moved moved : plan.releases()) {
      Publication release = moved.before();
      say(
          console,
          release.setNew() || release.artifactNew(),
          "release "
              + Printable.line(release.name() + " " + release.version())
              + ", "
              + Sizes.bytes(release.size()));
    }
    for (FleetRecord.Release release : plan.leftOut()) {
      console.line(
          "Left out the release "
              + Printable.line(release.published().name() + " " + release.published().version())
              + ": it is blocked ("
              + Printable.line(release.blockedReason().orElseThrow())
              + ").");
    }
    FleetGap gap = plan.gap();
    String would = dryRun ? "would be " : "";
    console.line(
        "Devices: "
            + plan.record().devices().size()
            + ", of which "
            + gap.targets().size()
            + " "
            + would
            + "created.");
    console.line(
        "Tags: "
            + gap.tags().size()
            + " "
            + would
            + "created, "
            + gap.tagAssignments()
            + " "
            + would
            + "given to devices.");
    console.line(
        "What is installed: "
            + would
            + "told to hawkBit for "
            + count(plan.installed(), "device")
            + ".");
    printTokens(console);
    if (!dryRun) {
      console.line(console.style(Style.GOOD, "Done."));
      console.line(
          "Next: let the devices' address lead to "
              + server
              + ", and stop the update server; docs/guides/growing.md tells how.");
    }
  }

  private void printTokens(Console console) {
    if (plan.gatewayToken().isPresent()) {
      console.line(
          !plan.gatewayTokenNew()
              ? "hawkBit has the gateway token already."
              : dryRun
                  ? "hawkBit would take the gateway token."
                  : "hawkBit takes the gateway token.");
    } else if (!plan.record().gatewayTokens().isEmpty()) {
      console.warn(
          "devices that come with a gateway token are not let in by hawkBit: give the token with"
              + " --gateway-token-file");
    }
    if (plan.gatewayToken().isPresent() && plan.record().gatewayTokens().size() > 1) {
      console.warn(
          "the update server has "
              + plan.record().gatewayTokens().size()
              + " gateway tokens, and hawkBit can have one: devices with another one are not let"
              + " in");
    }
    if (plan.ownTokens() == 0) {
      return;
    }
    if (plan.newTokens().isPresent()) {
      console.line(
          "Devices with tokens of their own: "
              + plan.ownTokens()
              + ", of which "
              + plan.gap().tokenCount()
              + (dryRun ? " would get" : " got")
              + " a new one. "
              + (dryRun ? "The new ones would be in " : "The new ones are in ")
              + plan.newTokens().get().file()
              + ": give them to the devices.");
    } else {
      console.warn(
          "hawkBit does not know the tokens of devices that have one of their own ("
              + plan.ownTokens()
              + "), as the update server has only hashes of them: run this again with --new-tokens"
              + " FILE, and give the new ones to the devices");
    }
  }

  private void say(Console console, boolean made, String what) {
    String verb = !made ? "Found the existing " : dryRun ? "Would create the " : "Created the ";
    console.line(verb + what + ".");
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  @Override
  public JsonObject toJson() {
    return new JsonObject()
        .with("from", from.toString())
        .with("server", server)
        .with("dryRun", dryRun)
        .with("releases", plan.releases().stream().map(MigrateReport::json).toList())
        .with(
            "leftOut",
            plan.leftOut().stream()
                .map(
                    release ->
                        new JsonObject()
                            .with("name", release.published().name())
                            .with("version", release.published().version())
                            .with("blockedReason", release.blockedReason().orElseThrow()))
                .toList())
        .with("devices", plan.record().devices().size())
        .with("devicesNew", plan.gap().targets().size())
        .with("tagsNew", plan.gap().tags().size())
        .with("tagsGiven", plan.gap().tagAssignments())
        .with("installedTold", plan.installed())
        .with("gatewayTokens", plan.record().gatewayTokens().size())
        .with("gatewayTokenNew", plan.gatewayTokenNew())
        .with("ownTokens", plan.ownTokens())
        .with("ownTokensNew", plan.gap().tokenCount());
  }

  private static JsonObject json(MigratePlan.Moved moved) {
    Publication release = moved.before();
    return new JsonObject()
        .with("name", release.name())
        .with("version", release.version())
        .with("size", release.size())
        .with("sha256", release.sha256())
        .with("artifactNew", release.artifactNew())
        .with("distributionSetNew", release.setNew());
  }
}
