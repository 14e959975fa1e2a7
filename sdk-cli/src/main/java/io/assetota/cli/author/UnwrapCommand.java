package io.assetota.cli.author;

import io.assetota.bundle.ApplicationWrapper;
import io.assetota.bundle.WrappedPayload;
import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.files.InputFile;
import io.assetota.cli.files.OutputFile;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Sizes;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Extracts the file from an application that 'wrap' created. */
@Command(
    name = "unwrap",
    description = "Extracts the file from an application that 'asset-ota wrap' created.",
    footer = {"  asset-ota unwrap kiosk.bin", "  asset-ota unwrap kiosk.bin -o /srv/kiosk.jar"})
final class UnwrapCommand extends ReportingCommand {
  @Parameters(paramLabel = "APP.bin", description = "The application.")
  Path file = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "The file to write; - for standard output. Default: its original name, in the current"
              + " folder.")
  @Nullable Path output;

  UnwrapCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    InputFile input = new InputFile(file);
    WrappedPayload payload;
    try {
      payload = ApplicationWrapper.unwrap(input.readModule());
    } catch (AssetException e) {
      throw input.named(e);
    }
    OutputFile target = OutputFile.of(output, payload.name(), this::dataOutput);
    target.write(payload.content());
    return new Unwrapped(target.path(), payload.name(), payload.size());
  }

  private record Unwrapped(Path file, String payloadName, int size) implements Report {
    @Override
    public void print(Console console) {
      console.line(
          Printable.line("Extracted " + payloadName + " to " + file)
              + " ("
              + Sizes.bytes(size)
              + ")");
    }

    @Override
    public JsonObject toJson() {
      return new JsonObject()
          .with("file", file)
          .with("payloadName", payloadName)
          .with("size", size);
    }
  }
}
