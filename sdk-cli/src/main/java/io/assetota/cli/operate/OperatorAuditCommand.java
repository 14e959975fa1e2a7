package io.assetota.cli.operate;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Table;
import io.assetota.core.model.Printable;
import io.assetota.ota.operator.OperatorAccounts.Entry;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows who did what. */
@Command(
    name = "audit",
    description = {
      "Shows what operators did, the newest first: up to 500 entries of the audit trail.",
      "For older ones, give the number of the last as --before."
    },
    footer = {
      "  asset-ota operator audit --server http://localhost:8080 \\",
      "      --token-file token",
      "  asset-ota operator audit --operator alice --action rollout.create \\",
      "      --server http://localhost:8080 --token-file token"
    })
final class OperatorAuditCommand extends ReportingCommand {
  @Option(names = "--operator", paramLabel = "NAME", description = "Only what this operator did.")
  @Nullable String by;

  @Option(
      names = "--action",
      paramLabel = "ACTION",
      description = "Only this action, such as rollout.create.")
  @Nullable String action;

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      description = "Only what was done to this: a name or a number.")
  @Nullable String target;

  @Option(names = "--before", paramLabel = "N", description = "Only entries with a smaller number.")
  @Nullable Long before;

  @Mixin OperatorOptions operator = new OperatorOptions();

  OperatorAuditCommand(Console console) {
    super(console);
  }

  private record Trail(List<Entry> entries) implements Report {
    @Override
    public void print(Console console) {
      if (entries.isEmpty()) {
        console.line("There are no such entries.");
        return;
      }
      Table table =
          new Table(
              "entry", "time", "operator", "with", "from", "action", "to", "status", "details");
      for (Entry entry : entries) {
        table.row(
            entry.id(),
            Printable.line(entry.at()),
            Printable.line(entry.operator()),
            Printable.line(entry.credential()),
            Printable.line(entry.address()),
            Printable.line(entry.action()),
            Printable.line(entry.target()),
            entry.status().isPresent() ? entry.status().getAsLong() : "not known",
            Printable.line(entry.details()));
      }
      table.print(console);
    }

    @Override
    public JsonObject toJson() {
      return new JsonObject().with("entries", entries.stream().map(Trail::json).toList());
    }

    private static JsonObject json(Entry entry) {
      return new JsonObject()
          .with("entry", entry.id())
          .with("at", entry.at())
          .with("operator", entry.operator())
          .with("credential", entry.credential())
          .with("address", entry.address())
          .with("action", entry.action())
          .with("target", entry.target())
          .with(
              "status",
              entry.status().isPresent()
                  ? Optional.of(entry.status().getAsLong())
                  : Optional.<Long>empty())
          .with("details", entry.details());
    }
  }

  @Override
  protected Report report() throws IOException {
    Map<String, String> filter = new LinkedHashMap<>();
    put(filter, "operator", by);
    put(filter, "action", action);
    put(filter, "target", target);
    put(filter, "before", before);
    return new Trail(operator.open(this).accounts().audit(filter));
  }

  private static void put(Map<String, String> filter, String name, @Nullable Object value) {
    if (value != null) {
      filter.put(name, value.toString());
    }
  }
}
