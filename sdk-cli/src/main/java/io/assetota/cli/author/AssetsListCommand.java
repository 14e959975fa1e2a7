package io.assetota.cli.author;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.files.InputFile;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Fragments;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Table;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the assets that an application requires. */
@Command(
    name = "list",
    description = "Lists the assets that an application requires.",
    footer = {"  asset-ota assets list app.bin", "  asset-ota assets list app.bin --json"})
final class AssetsListCommand extends ReportingCommand {
  @Parameters(
      paramLabel = "APP.bin|FILE.zip",
      description = "The application, or a bundle that contains it.")
  Path file = Path.of("");

  AssetsListCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    return new Assets(file, new InputFile(file).readApplication().assetDependencies());
  }

  private record Assets(Path file, List<AssetReference> assets) implements Report {
    @Override
    public void print(Console console) {
      if (assets.isEmpty()) {
        console.line(Printable.line(file + " requires no assets"));
      }
      Table table = new Table("Name", "SHA-256");
      assets.forEach(a -> table.row(a.name(), a.hash()));
      table.print(console);
    }

    @Override
    public JsonObject toJson() {
      return new JsonObject()
          .with("file", file)
          .with("assets", assets.stream().map(Fragments::assetJson).toList());
    }
  }
}
