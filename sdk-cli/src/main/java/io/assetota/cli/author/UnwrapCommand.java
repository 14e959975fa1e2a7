package io.assetota.cli.author;

import io.assetota.bundle.ApplicationWrapper;
import io.assetota.bundle.WrappedPayload;
import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.files.InputFile;
import io.assetota.cli.files.OutputFile;
import io.assetota.cli.option.LimitsOption;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Sizes;
import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.bundle.Bundle;
import io.assetota.core.materialize.Materializer;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import io.assetota.core.module.FirmwareModule;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Extracts what an application wraps: a file, or a folder of files. */
@Command(
    name = "unwrap",
    description = {
      "Extracts the file from an application that 'asset-ota wrap' created.",
      "The files of an application folder are in its bundle: then give the bundle."
    },
    footer = {
      "  asset-ota unwrap kiosk.bin",
      "  asset-ota unwrap kiosk.bin -o /srv/kiosk.jar",
      "  asset-ota unwrap release.zip -o kiosk"
    })
final class UnwrapCommand extends ReportingCommand {
  @Parameters(
      paramLabel = "APP.bin|FILE.zip",
      description = "The application, or a bundle with one.")
  Path file = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE|DIR",
      description =
          "The file to write, - for standard output, or the folder to create. Default: its original"
              + " name, in the current folder.")
  @Nullable Path output;

  @Mixin LimitsOption size = new LimitsOption();

  UnwrapCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    InputFile input = new InputFile(file);
    if (input.isZip()) {
      return unwrapBundle();
    }
    WrappedPayload payload;
    try {
      payload = ApplicationWrapper.unwrap(input.readModule());
      requireFile(payload);
    } catch (AssetException e) {
      throw input.named(e);
    }
    return write(payload);
  }

  private static void requireFile(WrappedPayload payload) throws AssetException {
    if (ApplicationManifest.isManifest(payload.content())) {
      throw new AssetException(
          "the application is a folder, whose files are in its bundle: give the bundle");
    }
  }

  private Report unwrapBundle() throws IOException {
    Bundle.verify(file, size.verifying()).requireValid();
    try (Bundle bundle = Bundle.open(file, size.limits())) {
      FirmwareModule module = bundle.readApplication();
      WrappedPayload payload = ApplicationWrapper.unwrap(module);
      return ApplicationManifest.isManifest(payload.content())
          ? writeFolder(bundle, payload)
          : write(payload);
    }
  }

  private Report writeFolder(Bundle bundle, WrappedPayload payload) throws IOException {
    ApplicationManifest manifest = ApplicationManifest.read(payload.content());
    Path folder = output == null ? Path.of(payload.name()) : output;
    if (folder.equals(Path.of("-"))) {
      throw new AssetException("a folder can't be written to standard output: name one with -o");
    }
    try {
      Materializer.unpack(
          folder, manifest, f -> bundle.openContent(bundle.file(f.hash()).orElseThrow()));
    } catch (FileAlreadyExistsException e) {
      throw new AssetException(folder + " already exists: name a new folder with -o", e);
    }
    return new UnwrappedFolder(folder, payload.name(), manifest);
  }

  private Report write(WrappedPayload payload) throws IOException {
    OutputFile target = OutputFile.of(output, payload.name(), this::dataOutput);
    target.write(payload.content());
    return new Unwrapped(target.path(), payload.name(), payload.size());
  }

  private record UnwrappedFolder(Path folder, String name, ApplicationManifest manifest)
      implements Report {
    @Override
    public void print(Console console) {
      console.line(
          Printable.line("Extracted " + name + " to " + folder)
              + " ("
              + Sizes.count(manifest.fileCount(), "file")
              + ", "
              + Sizes.bytes(manifest.size())
              + ")");
    }

    @Override
    public JsonObject toJson() {
      return new JsonObject()
          .with("file", folder)
          .with("payloadName", name)
          .with("size", manifest.size())
          .with("files", manifest.fileCount());
    }
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
