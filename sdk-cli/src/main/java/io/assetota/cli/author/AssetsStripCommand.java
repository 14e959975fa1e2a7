package io.assetota.cli.author;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.files.InputFile;
import io.assetota.cli.files.OutputFile;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Sizes;
import io.assetota.core.model.Printable;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ModuleEditor;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes the list of assets from an application. */
@Command(
    name = "strip",
    description = "Writes a copy of an application without its list of assets.",
    footer = {"  asset-ota assets strip app.bin -o bare.bin"})
final class AssetsStripCommand extends ReportingCommand {
  private static final String SUFFIX = "-no-assets.bin";

  @Parameters(
      paramLabel = "APP.bin|FILE.zip",
      description = "The application, or a bundle that contains it. The file is not changed.")
  Path file = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.bin",
      description =
          "The file to write; - for standard output. Default: APP" + SUFFIX + " in this folder.")
  @Nullable Path output;

  AssetsStripCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    InputFile input = new InputFile(file);
    OutputFile target = OutputFile.of(output, input.baseName() + SUFFIX, this::dataOutput).check();
    FirmwareModule module = input.readApplication();
    FirmwareModule stripped = ModuleEditor.edit(module).withoutAssetDependencies();
    target.write(stripped.content());
    return new Stripped(target.path(), module.assetDependencies().size(), stripped.length());
  }

  private record Stripped(Path file, int removed, int length) implements Report {
    @Override
    public void print(Console console) {
      console.line(
          Printable.line("Removed " + Sizes.count(removed, "asset") + " and saved " + file)
              + " ("
              + Sizes.bytes(length)
              + ")");
    }

    @Override
    public JsonObject toJson() {
      return new JsonObject().with("file", file).with("removed", removed).with("length", length);
    }
  }
}
