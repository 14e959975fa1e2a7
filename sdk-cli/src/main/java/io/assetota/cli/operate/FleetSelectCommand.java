package io.assetota.cli.operate;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Table;
import io.assetota.core.model.Printable;
import io.assetota.ota.operator.FleetApi;
import io.assetota.ota.operator.FleetApi.Selection;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Saves and lists selections. */
@Command(
    name = "select",
    description = {
      "Saves a question about devices under a name, for rollout --selection. Without operands,"
          + " lists the selections.",
      "A question has terms such as tag==lab, platform==linux, id==gw-* or"
          + " attribute.app.version!=5, with ; for and, and a comma for or."
    },
    footer = {
      "  asset-ota fleet select old-labs 'tag==lab;attribute.app.version!=5' \\",
      "      --server http://localhost:8080 --token-file token",
      "  asset-ota fleet select --server http://localhost:8080 --token-file token"
    })
final class FleetSelectCommand extends ReportingCommand {
  @Parameters(paramLabel = "NAME", arity = "0..1", description = "The name of the selection.")
  @Nullable String name;

  @Parameters(paramLabel = "QUERY", arity = "0..1", description = "What it asks for.")
  @Nullable String query;

  @Option(names = "--delete", description = "Delete the selection; rollouts to it go on.")
  boolean delete;

  @Mixin OperatorOptions operator = new OperatorOptions();

  FleetSelectCommand(Console console) {
    super(console);
  }

  private record Selections(List<Selection> selections) implements Report {
    @Override
    public void print(Console console) {
      if (selections.isEmpty()) {
        console.line("There is no selection.");
        return;
      }
      Table table = new Table("selection", "devices", "query");
      for (Selection selection : selections) {
        table.row(
            Printable.line(selection.name()),
            selection.devices(),
            Printable.line(selection.query()));
      }
      table.print(console);
    }

    @Override
    public JsonObject toJson() {
      return new JsonObject()
          .with(
              "selections",
              selections.stream()
                  .map(
                      s ->
                          new JsonObject()
                              .with("name", s.name())
                              .with("query", s.query())
                              .with("devices", s.devices()))
                  .toList());
    }
  }

  @Override
  protected Report report() throws IOException {
    if (delete ? name == null || query != null : (name == null) != (query == null)) {
      throw wrongUsage(
          delete
              ? "--delete needs the name of a selection, and nothing else"
              : "give the name of the selection and its query, or nothing to list all");
    }
    FleetApi fleet = operator.open(this).fleet();
    if (name == null) {
      return new Selections(fleet.selections());
    }
    if (delete) {
      fleet.deleteSelection(name);
      return new Done(
          "Selection " + Printable.line(name) + " is deleted.",
          new JsonObject().with("name", name).with("deleted", true));
    }
    fleet.saveSelection(name, query == null ? "" : query);
    return new Done(
        "Selection " + Printable.line(name) + " is saved.",
        new JsonObject().with("name", name).with("query", query));
  }
}
