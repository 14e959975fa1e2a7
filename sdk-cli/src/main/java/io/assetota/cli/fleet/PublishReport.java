package io.assetota.cli.fleet;

import io.assetota.cli.operate.RolloutOutcomeView;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Console.Style;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Sizes;
import io.assetota.cli.output.Table;
import io.assetota.core.model.Printable;
import io.assetota.ota.hawkbit.publish.Publication;
import io.assetota.ota.hawkbit.publish.RolloutGroup;
import io.assetota.ota.hawkbit.publish.RolloutWish;
import io.assetota.ota.hawkbit.publish.RolloutWish.Consent;
import io.assetota.ota.operator.RolloutOutcome;
import io.assetota.ota.operator.RolloutOutcome.End;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was published, or would be with {@code --dry-run}.
 *
 * @param server the hawkBit server
 * @param release the release at the server
 * @param dryRun whether nothing was created
 * @param wish the rollout, if one is asked for
 * @param groups its groups
 * @param rollout its number; empty if it was not started
 * @param outcome how it ended; empty if nobody waited for that
 */
record PublishReport(
    URI server,
    Publication release,
    boolean dryRun,
    Optional<RolloutWish> wish,
    List<RolloutGroup> groups,
    OptionalLong rollout,
    Optional<RolloutOutcome> outcome)
    implements Report {
  static PublishReport of(URI server, Publication release, boolean dryRun) {
    return new PublishReport(
        server,
        release,
        dryRun,
        Optional.empty(),
        List.of(),
        OptionalLong.empty(),
        Optional.empty());
  }

  PublishReport with(RolloutWish asked, List<RolloutGroup> planned) {
    return new PublishReport(
        server, release, dryRun, Optional.of(asked), planned, rollout, outcome);
  }

  PublishReport begun(long id) {
    return new PublishReport(server, release, dryRun, wish, groups, OptionalLong.of(id), outcome);
  }

  PublishReport ended(RolloutOutcome how) {
    return new PublishReport(server, release, dryRun, wish, groups, rollout, Optional.of(how));
  }

  @Override
  public boolean isGood() {
    return outcome.isEmpty() || outcome.get().end() == End.DONE;
  }

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
    }
    if (wish.isPresent()) {
      printRollout(console, wish.get());
    } else if (!dryRun) {
      console.line(
          "Next, at "
              + server
              + ": open 'Targets' or 'Rollouts', choose the devices, and assign "
              + name
              + ".");
    }
  }

  private void printRollout(Console console, RolloutWish asked) {
    say(
        console,
        true,
        "rollout "
            + Printable.line(asked.name())
            + " ("
            + asked.mode()
            + (asked.consent() == Consent.REQUIRED ? ", to be confirmed)" : ")"),
        rollout);
    Table table = new Table("group", "targets", "halts at failures", "done at successes");
    for (RolloutGroup group : groups) {
      table.row(
          group.name(),
          group.filter().isEmpty()
              ? Long.toString(group.targets())
              : group.targets() + " with " + group.filter(),
          group.haltsAt() == 0 ? "none" : Long.toString(group.haltsAt()),
          group.successPercent() + "%");
    }
    table.print(console);
    if (outcome.isPresent()) {
      RolloutOutcomeView.print(outcome.get(), console);
    } else if (rollout.isPresent()) {
      console.line("It is started. Watch its progress at " + server);
    }
  }

  private void say(Console console, boolean made, String what, OptionalLong id) {
    String verb = !made ? "Found the existing " : dryRun ? "Would create the " : "Created the ";
    console.line(verb + what + (id.isPresent() ? ", id " + id.getAsLong() : "") + ".");
  }

  @Override
  public JsonObject toJson() {
    JsonObject json =
        new JsonObject()
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
    if (wish.isPresent()) {
      json.with("rollout", optional(rollout))
          .with("mode", wish.get().mode().toString())
          .with("confirm", wish.get().consent() == Consent.REQUIRED)
          .with("groups", groups.stream().map(PublishReport::json).toList());
    }
    return outcome.isPresent()
        ? json.with("outcome", RolloutOutcomeView.json(outcome.get()))
        : json;
  }

  private static JsonObject json(RolloutGroup group) {
    return new JsonObject()
        .with("name", group.name())
        .with("filter", group.filter())
        .with("targets", group.targets())
        .with("haltsAt", group.haltsAt())
        .with("successPercent", group.successPercent());
  }

  private static Optional<Long> optional(OptionalLong id) {
    return id.isPresent() ? Optional.of(id.getAsLong()) : Optional.empty();
  }
}
