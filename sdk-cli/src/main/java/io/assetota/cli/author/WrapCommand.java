package io.assetota.cli.author;

import io.assetota.bundle.ApplicationWrapper;
import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.files.InputFile;
import io.assetota.cli.files.OutputFile;
import io.assetota.cli.option.PlatformOption;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Fragments;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Sizes;
import io.assetota.core.model.Platform;
import io.assetota.core.model.Printable;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ProductData;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Creates an application module from any file. */
@Command(
    name = "wrap",
    description = {
      "Creates an application from any file, for example a jar, so that it can have assets.",
      "'asset-ota unwrap' extracts the file again."
    },
    footer = {"  asset-ota wrap kiosk.jar --platform linux --app-version 7 -o kiosk.bin"})
final class WrapCommand extends ReportingCommand {
  @Parameters(paramLabel = "PAYLOAD", description = "The file.")
  Path payload = Path.of("");

  @Option(
      names = "--platform",
      paramLabel = "NAME",
      converter = PlatformOption.class,
      completionCandidates = PlatformOption.class,
      description = "The platform, by name or number. Default: linux.")
  Platform platform = Platform.LINUX;

  @Option(
      names = "--app-version",
      paramLabel = "N",
      required = true,
      description = "The application's version, 1 to " + ApplicationWrapper.MAX_VERSION + ".")
  int appVersion;

  @Option(
      names = "--product-id",
      paramLabel = "N",
      description = "The id of the product that the application is for. Default: none.")
  int productId = ProductData.NONE.id();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "APP.bin",
      description =
          "The file to write; - for standard output. Default: PAYLOAD.bin in the current folder.")
  @Nullable Path output;

  WrapCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    ApplicationWrapper wrapper = wrapper();
    InputFile input = new InputFile(payload);
    input.requireFile();
    OutputFile target = OutputFile.of(output, input.baseName() + ".bin", this::dataOutput).check();
    FirmwareModule module = wrapper.wrap(payload);
    target.write(module.content());
    return new Wrapped(target.path(), module, String.valueOf(payload.getFileName()));
  }

  private ApplicationWrapper wrapper() {
    requireRange("--app-version", appVersion, 1, ApplicationWrapper.MAX_VERSION);
    requireRange("--product-id", productId, 0, ProductData.NONE.id());
    return ApplicationWrapper.forVersion(appVersion)
        .withProductId(productId)
        .withPlatform(platform);
  }

  private void requireRange(String option, int value, int from, int to) {
    if (value < from || value > to) {
      throw wrongUsage(option + " must be " + from + " to " + to + ", not " + value);
    }
  }

  private record Wrapped(Path file, FirmwareModule module, String payloadName) implements Report {
    @Override
    public void print(Console console) {
      console.line(
          Printable.line("Wrapped " + payloadName + " as " + file + ": application for ")
              + Fragments.platform(module.prefix().platformId())
              + ", "
              + Sizes.bytes(module.length()));
    }

    @Override
    public JsonObject toJson() {
      return new JsonObject()
          .with("file", file)
          .with("payloadName", payloadName)
          .with("platform", Fragments.platformJson(module.prefix().platformId()))
          .with("product", module.suffix().product().map(Fragments::productJson))
          .with("length", module.length())
          .with("sha256", module.suffix().sha256());
    }
  }
}
