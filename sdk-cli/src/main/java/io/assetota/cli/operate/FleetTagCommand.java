package io.assetota.cli.operate;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Table;
import io.assetota.core.model.Printable;
import io.assetota.ota.operator.FleetApi;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives devices tags, and lists tags. */
@Command(
    name = "tag",
    description = {
      "Gives devices tags, and takes others away. Without devices, lists the tags that there are.",
      "What an operator says of a tag counts, whatever a device says of itself."
    },
    footer = {
      "  asset-ota fleet tag gw-1 gw-2 --add lab --remove line-3 \\",
      "      --server http://localhost:8080 --token-file token",
      "  asset-ota fleet tag --server http://localhost:8080 --token-file token"
    })
final class FleetTagCommand extends ReportingCommand {
  @Parameters(paramLabel = "DEVICE", arity = "0..*", description = "The names of the devices.")
  List<String> devices = List.of();

  @Option(names = "--add", paramLabel = "TAG", description = "A tag to give; can be repeated.")
  List<String> add = List.of();

  @Option(
      names = "--remove",
      paramLabel = "TAG",
      description = "A tag to take away; can be repeated.")
  List<String> remove = List.of();

  @Mixin OperatorOptions operator = new OperatorOptions();

  FleetTagCommand(Console console) {
    super(console);
  }

  private record Tags(Map<String, Long> tags) implements Report {
    @Override
    public void print(Console console) {
      if (tags.isEmpty()) {
        console.line("No device has a tag.");
        return;
      }
      Table table = new Table("tag", "devices");
      tags.forEach((tag, count) -> table.row(Printable.line(tag), count));
      table.print(console);
    }

    @Override
    public JsonObject toJson() {
      return new JsonObject()
          .with(
              "tags",
              tags.entrySet().stream()
                  .map(t -> new JsonObject().with("tag", t.getKey()).with("devices", t.getValue()))
                  .toList());
    }
  }

  @Override
  protected Report report() throws IOException {
    Set<String> which = new LinkedHashSet<>(devices);
    boolean changes = !add.isEmpty() || !remove.isEmpty();
    if (changes && which.isEmpty()) {
      throw wrongUsage("--add and --remove need the names of devices");
    }
    if (!changes && !which.isEmpty()) {
      throw wrongUsage("give --add or --remove with a tag for these devices");
    }
    FleetApi fleet = operator.open(this).fleet();
    if (!changes) {
      return new Tags(fleet.tags());
    }
    fleet.tag(which, new LinkedHashSet<>(add), new LinkedHashSet<>(remove));
    return new Done(
        which.size() == 1 ? "Changed 1 device." : "Changed " + which.size() + " devices.",
        new JsonObject().with("devices", devices).with("added", add).with("removed", remove));
  }
}
