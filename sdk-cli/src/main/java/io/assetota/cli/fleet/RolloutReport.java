package io.assetota.cli.fleet;

import io.assetota.cli.operate.RolloutOutcomeView;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Console.Style;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.core.model.Printable;
import io.assetota.ota.operator.OperatorApi.Release;
import io.assetota.ota.operator.RolloutOrder.Receivers;
import io.assetota.ota.operator.RolloutOrder.Receivers.Kind;
import io.assetota.ota.operator.RolloutOutcome;
import io.assetota.ota.operator.RolloutOutcome.End;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A release at a server, and the rollout that was started.
 *
 * @param server the server
 * @param release the uploaded release
 * @param receivers the devices that get it; empty if it was only uploaded
 * @param rollout the number of the rollout; empty if the release was only uploaded
 * @param outcome how it ended; empty if nobody waited for that
 */
record RolloutReport(
    URI server,
    Release release,
    Optional<Receivers> receivers,
    OptionalLong rollout,
    Optional<RolloutOutcome> outcome)
    implements Report {
  static RolloutReport of(URI server, Release release) {
    return new RolloutReport(
        server, release, Optional.empty(), OptionalLong.empty(), Optional.empty());
  }

  RolloutReport begun(Receivers to, long number) {
    return new RolloutReport(
        server, release, Optional.of(to), OptionalLong.of(number), Optional.empty());
  }

  RolloutReport ended(RolloutOutcome how) {
    return new RolloutReport(server, release, receivers, rollout, Optional.of(how));
  }

  @Override
  public boolean isGood() {
    return outcome.isEmpty() || outcome.get().end() == End.DONE;
  }

  @Override
  public void print(Console console) {
    String name =
        Printable.line(release.name() + " " + release.version() + " for " + release.platform());
    console.line("Release " + release.id() + ": " + name);
    if (rollout.isEmpty() || receivers.isEmpty()) {
      console.line("Not assigned to devices yet: do this at " + server);
      return;
    }
    console.line(
        console.style(
            Style.GOOD,
            "Rollout "
                + rollout.getAsLong()
                + " delivers it to "
                + Printable.line(receivers.get().toString())
                + "."));
    if (outcome.isPresent()) {
      RolloutOutcomeView.print(outcome.get(), console);
    } else {
      console.line("Watch its progress at " + server);
    }
  }

  @Override
  public JsonObject toJson() {
    JsonObject json =
        new JsonObject()
            .with("server", server)
            .with("release", release.id())
            .with("name", release.name())
            .with("version", release.version())
            .with("platform", release.platform())
            .with("device", receivers.filter(r -> r.kind() == Kind.DEVICE).map(Receivers::name))
            .with("receivers", receivers.map(Receivers::toString))
            .with(
                "rollout",
                rollout.isPresent() ? Optional.of(rollout.getAsLong()) : Optional.<Long>empty());
    return outcome.isPresent()
        ? json.with("outcome", RolloutOutcomeView.json(outcome.get()))
        : json;
  }
}
