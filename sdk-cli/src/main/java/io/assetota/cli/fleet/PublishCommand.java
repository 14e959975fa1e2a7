package io.assetota.cli.fleet;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.files.InputFile;
import io.assetota.cli.files.SecretFile;
import io.assetota.cli.option.AddressOption;
import io.assetota.cli.option.LimitsOption;
import io.assetota.cli.option.ProgressOption;
import io.assetota.cli.option.WebOptions;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Progress;
import io.assetota.cli.output.Report;
import io.assetota.ota.hawkbit.publish.HawkbitPublisher;
import io.assetota.ota.hawkbit.publish.PublishOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings a bundle into hawkBit. */
@Command(
    name = "publish",
    description = {
      "Brings a bundle into hawkBit: as a software module with one artifact, and a distribution"
          + " set.",
      "What is there already is not made again."
    },
    footer = {
      "  asset-ota publish release.zip --hawkbit https://hawkbit.example --user ci \\",
      "      --password-file password",
      "  asset-ota publish release.zip --hawkbit http://localhost:8080 --user admin \\",
      "      --dry-run"
    })
final class PublishCommand extends ReportingCommand {
  static final String PASSWORD = "ASSET_OTA_PASSWORD";

  @Parameters(paramLabel = "BUNDLE.zip", description = "The bundle.")
  Path file = Path.of("");

  @Option(
      names = "--hawkbit",
      paramLabel = "URL",
      required = true,
      converter = AddressOption.class,
      description = "Address of the hawkBit server.")
  URI server = URI.create("");

  @Option(
      names = "--user",
      paramLabel = "U",
      required = true,
      description = "A user that may make software modules and distribution sets.")
  String user = "";

  @Option(
      names = "--password",
      paramLabel = "P",
      description = {
        "The user's password. Others on this machine see the operands of a command:",
        "better give it in a file, or in the environment as " + PASSWORD + "."
      })
  @Nullable String password;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "A file with nothing but the password.")
  @Nullable Path passwordFile;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What the release is called. Usually as its application.")
  @Nullable String name;

  @Option(
      names = "--version",
      paramLabel = "VERSION",
      description = "Which one it is. Usually the product's version, or the module's.")
  @Nullable String version;

  @Option(
      names = "--type",
      paramLabel = "KEY",
      description = "The software module's type. Usually application.")
  String type = PublishOptions.DEFAULT.moduleType();

  @Option(
      names = "--set-type",
      paramLabel = "KEY",
      description = "The distribution set's type. Usually app.")
  String setType = PublishOptions.DEFAULT.setType();

  @Option(names = "--dry-run", description = "Only tell what would be made.")
  boolean dryRun;

  @Mixin LimitsOption size = new LimitsOption();

  @Mixin WebOptions web = new WebOptions();

  @Mixin ProgressOption quiet = new ProgressOption();

  PublishCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    HawkbitPublisher publisher;
    PublishOptions options;
    String secret = SecretFile.choose(this, "--password", password, passwordFile, PASSWORD);
    try {
      options =
          PublishOptions.DEFAULT
              .named(Optional.ofNullable(name), Optional.ofNullable(version))
              .typed(type, setType)
              .withLimits(size.limits());
      publisher = new HawkbitPublisher(server, user, secret, web.read());
    } catch (IllegalArgumentException e) {
      throw wrongUsage(String.valueOf(e.getMessage()));
    }
    new InputFile(file).requireBundle();
    if (dryRun) {
      return new PublishReport(server, publisher.preview(file, options), true);
    }
    long size = Files.size(file);
    try (Progress progress = quiet.begin(console, "Uploading")) {
      return new PublishReport(
          server, publisher.publish(file, options, sent -> progress.at(sent, size)), false);
    }
  }
}
