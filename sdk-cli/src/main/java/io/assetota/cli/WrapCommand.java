package io.assetota.cli;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Printable;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Sizes;
import io.assetota.core.AssetException;
import io.assetota.core.module.ApplicationModule;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.Platform;
import io.assetota.core.module.ProductData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an application module of any file. */
@Command(
    name = "wrap",
    description = {
      "Makes an application of any file, for example a jar, so that it can have assets.",
      "'asset-ota unwrap' takes the file out again."
    },
    footer = {"  asset-ota wrap kiosk.jar --platform linux --app-version 7 -o kiosk.bin"})
final class WrapCommand extends ReportingCommand {
  /** The first version with Asset OTA. */
  private static final int DEVICE_OS_5_5_0 = 5500;

  private static final int MAX_VERSION = 0xfffe;

  @Parameters(paramLabel = "PAYLOAD", description = "The file.")
  Path payload = Path.of("");

  @Option(
      names = "--platform",
      paramLabel = "NAME",
      converter = PlatformOption.class,
      completionCandidates = PlatformOption.class,
      description = "The platform, by name or number. Usually linux.")
  Platform platform = Platform.LINUX;

  @Option(
      names = "--app-version",
      paramLabel = "N",
      required = true,
      description = "The application's version, 0 to " + MAX_VERSION + ".")
  int appVersion;

  @Option(
      names = "--product-id",
      paramLabel = "N",
      description = "The product that the application is for, if there is one.")
  int productId = ProductData.NONE.id();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "APP.bin",
      description = "Where to write to. Usually PAYLOAD.bin in this folder.")
  @Nullable Path output;

  WrapCommand(Console console) {
    super(console);
  }

  @Override
  Report report() throws IOException {
    if (appVersion < 0 || appVersion > MAX_VERSION) {
      throw wrongUsage("--app-version must be 0 to " + MAX_VERSION + ", not " + appVersion);
    }
    if (productId < 0 || productId > ProductData.NONE.id()) {
      throw wrongUsage("--product-id must be 0 to " + MAX_VERSION + ", not " + productId);
    }
    InputFile input = new InputFile(payload);
    input.requireFile();
    if (Files.size(payload) > FirmwareModule.MAX_LENGTH) {
      throw new AssetException(
          payload + " is too long: at most " + Sizes.bytes(FirmwareModule.MAX_LENGTH));
    }
    OutputFile target = OutputFile.of(output, input.baseName() + ".bin").check();
    String name = String.valueOf(payload.getFileName());
    FirmwareModule module =
        ApplicationModule.wrap(
            platform,
            new ProductData(productId, appVersion),
            DEVICE_OS_5_5_0,
            name,
            Files.readAllBytes(payload));
    target.write(module.content());
    return new Wrapped(target.path(), module, name);
  }

  private record Wrapped(Path file, FirmwareModule module, String payloadName) implements Report {
    @Override
    public void print(Console console) {
      console.line(Printable.line("Wrapped " + payloadName + " as " + file + ": " + module));
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
