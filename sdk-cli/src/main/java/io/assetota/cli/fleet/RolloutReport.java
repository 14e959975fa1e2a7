package io.assetota.cli.fleet;

import io.assetota.cli.operate.RolloutOutcomeView;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Console.Style;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.core.model.Printable;
import io.assetota.ota.operator.Installation;
import io.assetota.ota.operator.Installation.Consent;
import io.assetota.ota.operator.OperatorApi.Release;
import io.assetota.ota.operator.RolloutOrder.Receivers;
import io.assetota.ota.operator.RolloutOrder.Receivers.Kind;
import io.assetota.ota.operator.RolloutOutcome;
import io.assetota.ota.operator.RolloutOutcome.End;
import java.net.URI;
import java.util.Optional;

/**
 * A release at a server, and the rollout that was started.
 *
 * @param server the server
 * @param release the uploaded release
 * @param begun the rollout; empty if the release was only uploaded
 * @param outcome how it ended; empty if nobody waited for that
 */
record RolloutReport(
    URI server, Release release, Optional<Begun> begun, Optional<RolloutOutcome> outcome)
    implements Report {
  /**
   * A rollout.
   *
   * @param number its number
   * @param receivers the devices that get it
   * @param installation how these install it
   */
  record Begun(long number, Receivers receivers, Installation installation) {}

  static RolloutReport of(URI server, Release release) {
    return new RolloutReport(server, release, Optional.empty(), Optional.empty());
  }

  RolloutReport begun(Begun rollout) {
    return new RolloutReport(server, release, Optional.of(rollout), Optional.empty());
  }

  RolloutReport ended(RolloutOutcome how) {
    return new RolloutReport(server, release, begun, Optional.of(how));
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
    if (begun.isEmpty()) {
      console.line("Not assigned to devices yet: do this at " + server);
      return;
    }
    Begun rollout = begun.get();
    console.line(
        console.style(
            Style.GOOD,
            "Rollout "
                + rollout.number()
                + " delivers it to "
                + Printable.line(rollout.receivers().toString())
                + "."));
    if (!rollout.installation().equals(Installation.USUAL)) {
      console.line("Devices " + Printable.line(rollout.installation().inWords()) + ".");
    }
    if (outcome.isPresent()) {
      RolloutOutcomeView.print(outcome.get(), console);
    } else {
      console.line("Watch its progress at " + server);
    }
  }

  @Override
  public JsonObject toJson() {
    Optional<Receivers> receivers = begun.map(Begun::receivers);
    Optional<Installation> installation = begun.map(Begun::installation);
    JsonObject json =
        new JsonObject()
            .with("server", server)
            .with("release", release.id())
            .with("name", release.name())
            .with("version", release.version())
            .with("platform", release.platform())
            .with("device", receivers.filter(r -> r.kind() == Kind.DEVICE).map(Receivers::name))
            .with("receivers", receivers.map(Receivers::toString))
            .with("mode", installation.map(i -> i.mode().toString()))
            .with("window", installation.flatMap(Installation::window))
            .with("confirm", installation.map(i -> i.consent() == Consent.OF_OWNER))
            .with("rollout", begun.map(Begun::number));
    return outcome.isPresent()
        ? json.with("outcome", RolloutOutcomeView.json(outcome.get()))
        : json;
  }
}
