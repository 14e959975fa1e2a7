package io.assetota.cli.operate;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Table;
import io.assetota.core.model.Printable;
import io.assetota.ota.operator.OperatorApi.Release;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists releases. */
@Command(
    name = "releases",
    description = "Lists the releases that the server has, and which of them are blocked.",
    footer = {"  asset-ota fleet releases --server http://localhost:8080 --token-file token"})
final class FleetReleasesCommand extends ReportingCommand {
  @Mixin OperatorOptions operator = new OperatorOptions();

  FleetReleasesCommand(Console console) {
    super(console);
  }

  private record Releases(List<Release> releases) implements Report {
    @Override
    public void print(Console console) {
      if (releases.isEmpty()) {
        console.line("There is no release.");
        return;
      }
      Table table = new Table("release", "name", "version", "platform", "blocked");
      for (Release release : releases) {
        table.row(
            release.id(),
            Printable.line(release.name()),
            Printable.line(release.version()),
            Printable.line(release.platform()),
            Printable.line(release.blocked().orElse("")));
      }
      table.print(console);
    }

    @Override
    public JsonObject toJson() {
      return new JsonObject()
          .with(
              "releases",
              releases.stream()
                  .map(
                      release ->
                          new JsonObject()
                              .with("release", release.id())
                              .with("name", release.name())
                              .with("version", release.version())
                              .with("platform", release.platform())
                              .with("blocked", release.blocked()))
                  .toList());
    }
  }

  @Override
  protected Report report() throws IOException {
    return new Releases(operator.open(this).releases());
  }
}
