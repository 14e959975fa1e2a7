package io.assetota.cli.author;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.files.InputFile;
import io.assetota.cli.option.LimitsOption;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Sizes;
import io.assetota.cli.output.Table;
import io.assetota.core.bundle.Bundle;
import io.assetota.core.model.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Extracts the files of a bundle. */
@Command(
    name = "unpack",
    description = {
      "Verifies a bundle, and extracts its files into a folder.",
      "If anything fails, no file is written."
    },
    footer = {"  asset-ota unpack bundle.zip unpacked"})
final class UnpackCommand extends ReportingCommand {
  @Parameters(paramLabel = "FILE.zip", description = "The bundle.")
  Path file = Path.of("");

  @Parameters(paramLabel = "DIR", description = "The folder; created if it does not exist.")
  Path folder = Path.of("");

  @Option(names = "--force", description = "Replace existing files.")
  boolean force;

  @Mixin LimitsOption size = new LimitsOption();

  UnpackCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    new InputFile(file).requireBundle();
    Bundle.verify(file, size.verifying()).requireValid();
    try (Bundle bundle = Bundle.open(file, size.limits())) {
      return new Unpacked(folder, new Unpacking(bundle, folder, force).run());
    }
  }

  private record Unpacked(Path folder, List<Unpacking.WrittenFile> files) implements Report {
    @Override
    public void print(Console console) {
      Table table = new Table("File", "Size");
      files.forEach(f -> table.row(f.name(), f.size()));
      table.print(console);
      console.line(
          Printable.line("Unpacked " + Sizes.count(files.size(), "file") + " into " + folder));
    }

    @Override
    public JsonObject toJson() {
      return new JsonObject()
          .with("folder", folder)
          .with(
              "files",
              files.stream()
                  .map(
                      f ->
                          new JsonObject()
                              .with("name", f.name())
                              .with("path", f.path())
                              .with("size", f.size()))
                  .toList());
    }
  }
}
