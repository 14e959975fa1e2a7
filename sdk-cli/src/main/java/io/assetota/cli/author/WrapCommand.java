package io.assetota.cli.author;

import io.assetota.bundle.ApplicationProject;
import io.assetota.bundle.ApplicationWrapper;
import io.assetota.bundle.ProjectProperties;
import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.files.InputFile;
import io.assetota.cli.files.OutputFile;
import io.assetota.cli.option.PlatformOption;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Fragments;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Sizes;
import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.model.Platform;
import io.assetota.core.model.Printable;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ProductData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Creates an application module from any file or folder. */
@Command(
    name = "wrap",
    description = {
      "Creates an application from any file, for example a jar, so that it can have assets.",
      "From a folder, the application gets a list of its files; 'asset-ota bundle --files DIR' adds"
          + " them to the bundle.",
      "'asset-ota unwrap' extracts the file or the folder again."
    },
    footer = {
      "  asset-ota wrap kiosk.jar --platform linux --app-version 7 -o kiosk.bin",
      "  asset-ota wrap build/kiosk --app-version 1.0.3 -o kiosk.bin"
    })
final class WrapCommand extends ReportingCommand {
  @Parameters(paramLabel = "PAYLOAD", description = "The file or folder.")
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
      paramLabel = "VERSION",
      required = true,
      description =
          "The application's version, 1 to "
              + ApplicationWrapper.MAX_VERSION
              + "; of a folder, any text.")
  String appVersion = "";

  @Option(
      names = "--command",
      paramLabel = "COMMAND",
      description =
          "What starts a folder, with quotes as in a shell. Default: the one jar at its top that"
              + " has a Main-Class.")
  @Nullable String command;

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
    requireRange("--product-id", productId, 0, ProductData.NONE.id());
    if (Files.isDirectory(payload)) {
      return wrapFolder();
    }
    if (command != null) {
      throw wrongUsage("--command is for a folder: a file is started as it is");
    }
    ApplicationWrapper wrapper = wrapper();
    InputFile input = new InputFile(payload);
    input.requireFile();
    OutputFile target = OutputFile.of(output, input.baseName() + ".bin", this::dataOutput).check();
    FirmwareModule module = wrapper.wrap(payload);
    target.write(module.content());
    return new Wrapped(target.path(), module, String.valueOf(payload.getFileName()));
  }

  private Report wrapFolder() throws IOException {
    Map<String, String> settings = new HashMap<>();
    settings.put(ProjectProperties.VERSION, appVersion);
    if (command != null) {
      settings.put(ProjectProperties.COMMAND, command);
    }
    ApplicationProject project = ApplicationProject.of(payload, settings);
    ApplicationManifest manifest = ApplicationManifest.read(project.module().payload());
    FirmwareModule module =
        project
            .wrapper()
            .withProductId(productId)
            .withPlatform(platform)
            .wrap(project.name(), manifest);
    OutputFile target = OutputFile.of(output, project.name() + ".bin", this::dataOutput).check();
    target.write(module.content());
    return new Wrapped(target.path(), module, project.name());
  }

  private ApplicationWrapper wrapper() {
    int number = appVersion.matches("[0-9]{1,9}") ? Integer.parseInt(appVersion) : -1;
    if (number < 1 || number > ApplicationWrapper.MAX_VERSION) {
      throw wrongUsage(
          "--app-version of a file must be 1 to "
              + ApplicationWrapper.MAX_VERSION
              + ", not "
              + appVersion);
    }
    return ApplicationWrapper.forVersion(number).withProductId(productId).withPlatform(platform);
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
          .with("sha256", module.id());
    }
  }
}
