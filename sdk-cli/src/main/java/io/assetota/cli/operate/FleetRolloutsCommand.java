package io.assetota.cli.operate;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Table;
import io.assetota.core.model.Printable;
import io.assetota.ota.operator.FleetApi.Entry;
import io.assetota.ota.operator.Installation;
import io.assetota.ota.operator.Installation.Consent;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists rollouts. */
@Command(
    name = "rollouts",
    description = "Lists the newest rollouts, and how far they are.",
    footer = {"  asset-ota fleet rollouts --server http://localhost:8080 --token-file token"})
final class FleetRolloutsCommand extends ReportingCommand {
  @Mixin OperatorOptions operator = new OperatorOptions();

  FleetRolloutsCommand(Console console) {
    super(console);
  }

  private record Rollouts(List<Entry> entries) implements Report {
    @Override
    public void print(Console console) {
      if (entries.isEmpty()) {
        console.line("There is no rollout.");
        return;
      }
      Table table =
          new Table("rollout", "release", "for", "installs", "state", "devices", "reason");
      for (Entry entry : entries) {
        table.row(
            entry.id(),
            entry.release(),
            Printable.line(entry.target()),
            installs(entry.installation()),
            entry.state().toLowerCase(Locale.ROOT),
            counts(entry.counts()),
            Printable.line(entry.reason()));
      }
      table.print(console);
    }

    private static String installs(Installation installation) {
      return installation.mode()
          + installation.window().map(w -> ", " + Printable.line(w)).orElse("");
    }

    private static String counts(Map<String, Long> counts) {
      return counts.entrySet().stream()
          .map(c -> c.getValue() + " " + c.getKey().toLowerCase(Locale.ROOT))
          .sorted()
          .collect(Collectors.joining(", "));
    }

    @Override
    public JsonObject toJson() {
      return new JsonObject().with("rollouts", entries.stream().map(Rollouts::json).toList());
    }

    private static JsonObject json(Entry entry) {
      JsonObject devices = new JsonObject();
      entry.counts().forEach((state, n) -> devices.with(state.toLowerCase(Locale.ROOT), n));
      return new JsonObject()
          .with("rollout", entry.id())
          .with("release", entry.release())
          .with("for", entry.target())
          .with("mode", entry.installation().mode().toString())
          .with("window", entry.installation().window())
          .with("confirm", entry.installation().consent() == Consent.OF_OWNER)
          .with("state", entry.state().toLowerCase(Locale.ROOT))
          .with("devices", devices)
          .with("reason", entry.reason());
    }
  }

  @Override
  protected Report report() throws IOException {
    return new Rollouts(operator.open(this).fleet().rollouts());
  }
}
