package io.assetota.cli.author;

import io.assetota.bundle.ApplicationProject;
import io.assetota.bundle.BundleBuilder;
import io.assetota.bundle.BundleProgress;
import io.assetota.bundle.BundleResult;
import io.assetota.bundle.ProjectProperties;
import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.files.InputFile;
import io.assetota.cli.files.OutputFile;
import io.assetota.cli.files.TemporaryFolder;
import io.assetota.cli.option.LimitsOption;
import io.assetota.cli.option.ProgressOption;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Progress;
import io.assetota.cli.output.Report;
import io.assetota.core.application.ApplicationTree;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Builds a bundle. */
@Command(
    name = "bundle",
    description = {
      "Puts an application and its assets into one bundle.",
      "Of a folder with project.properties: the application, assets and variables that it names,"
          + " and how to start the application.",
      "Default for --assets: what project.properties in the current folder names."
    },
    footer = {
      "  asset-ota bundle .",
      "  asset-ota bundle app.bin --assets assets",
      "  asset-ota bundle app.bin --assets project.properties --save-to release.zip",
      "  asset-ota bundle app.bin --assets assets --env env.json --dry-run"
    })
final class BundleCommand extends ReportingCommand {
  @Parameters(
      paramLabel = "APP.bin|DIR",
      description = "The application, or the folder of a project.")
  Path application = Path.of("");

  @Option(
      names = "--files",
      paramLabel = "DIR",
      description = "The folder that APP.bin was wrapped from.")
  @Nullable Path files;

  @Option(
      names = "--assets",
      paramLabel = "DIR",
      description = "The folder with the assets, or a project.properties file that names it.")
  @Nullable Path assets;

  @Option(
      names = "--env",
      paramLabel = "FILE.json",
      description =
          "Environment variables for the application: a JSON object of strings. Default: the file"
              + " that project.properties in the current folder names.")
  @Nullable Path env;

  @Option(
      names = {"--save-to", "--saveTo"},
      paramLabel = "FILE.zip",
      description =
          "The bundle to write; - for standard output. Default: bundle_APP_MILLIS.zip here.")
  @Nullable Path saveTo;

  @Option(
      names = "--chunks",
      negatable = true,
      description =
          "Compress in chunks, so that devices fetch only what changed. Default: for linux, and as"
              + " assetOtaChunks in project.properties says.")
  @Nullable Boolean chunks;

  @Option(names = "--dry-run", description = "Do everything except writing the bundle.")
  boolean dryRun;

  @Mixin LimitsOption size = new LimitsOption();

  @Mixin ProgressOption quiet = new ProgressOption();

  BundleCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    if (Files.isDirectory(application)) {
      return bundleProject();
    }
    InputFile input = new InputFile(application);
    input.requireApplication();
    String defaultName = "bundle_" + input.baseName() + "_" + System.currentTimeMillis() + ".zip";
    OutputFile target = OutputFile.of(saveTo, defaultName, this::dataOutput).check();
    if (target.replaces(application)) {
      throw new AssetException("--save-to names the application itself: choose another file");
    }
    BundleBuilder builder = BundleBuilder.forApplication(application).limits(size.limits());
    if (files != null) {
      builder.applicationFiles(ApplicationTree.read(files));
    }
    addAssets(builder);
    if (env != null) {
      addEnvironment(builder, env);
    } else if (assets != null && Files.isDirectory(assets)) {
      addVariablesOfProject(builder);
    }
    return build(builder, target);
  }

  private Report bundleProject() throws IOException {
    if (files != null) {
      throw wrongUsage("--files is for an APP.bin: the project names its application");
    }
    ProjectProperties project = ProjectProperties.read(application);
    ApplicationProject described =
        ApplicationProject.of(project)
            .orElseThrow(
                () ->
                    new AssetException(
                        application.resolve(ProjectProperties.FILE_NAME)
                            + " names no application: add a line such as "
                            + ProjectProperties.APPLICATION
                            + "=build/kiosk"));
    String defaultName = "bundle_" + described.name() + "_" + System.currentTimeMillis() + ".zip";
    OutputFile target = OutputFile.of(saveTo, defaultName, this::dataOutput).check();
    BundleBuilder builder = described.bundle().limits(size.limits());
    builder.chunksOf(project);
    if (assets != null) {
      addAssets(builder);
    } else if (project.assetOtaDir().isPresent()) {
      builder.assetsFrom(project.assetOtaDir().get());
    }
    Optional<Path> variables = env == null ? project.env() : Optional.of(env);
    if (variables.isPresent()) {
      addEnvironment(builder, variables.get());
    }
    return build(builder, target);
  }

  private static void addEnvironment(BundleBuilder builder, Path json) throws IOException {
    new InputFile(json).requireFile();
    builder.environmentFrom(json);
  }

  private Report build(BundleBuilder builder, OutputFile target) throws IOException {
    if (chunks != null) {
      if (chunks) {
        builder.chunks();
      } else {
        builder.withoutChunks();
      }
    }
    try (Progress progress = quiet.begin(console, "Bundling")) {
      builder.listener(
          event -> {
            if (event instanceof BundleProgress.Compressing c) {
              progress.at(c.done(), c.total());
            }
          });
      return new BundlingReport(write(builder, target), target.path(), dryRun);
    }
  }

  private void addAssets(BundleBuilder builder) throws IOException {
    Path from = assets;
    if (from == null) {
      from = Path.of(ProjectProperties.FILE_NAME);
      if (!Files.exists(from)) {
        if (env != null) {
          return; // A bundle may have environment variables only.
        }
        throw new AssetException(
            "no assets given: name their folder with --assets, or in a "
                + ProjectProperties.FILE_NAME
                + " in the current folder (assetOtaDir=assets)");
      }
    }
    if (Files.isDirectory(from)) {
      builder.assetsFrom(from);
      return;
    }
    new InputFile(from).requireFile();
    ProjectProperties project = ProjectProperties.read(from);
    if (project.assetOtaDir().isEmpty() && project.env().isEmpty()) {
      throw new AssetException(
          from
              + " names no assets: add a line such as "
              + ProjectProperties.ASSET_OTA_DIR
              + "=assets");
    }
    builder.project(project);
  }

  /** Adds the variables of the project, wherever the assets come from, as Particle's tools do. */
  private static void addVariablesOfProject(BundleBuilder builder) throws IOException {
    Path file = Path.of(ProjectProperties.FILE_NAME);
    if (Files.isRegularFile(file)) {
      Optional<Path> variables = ProjectProperties.read(file).env();
      if (variables.isPresent()) {
        addEnvironment(builder, variables.get());
      }
    }
  }

  private BundleResult write(BundleBuilder builder, OutputFile target) throws IOException {
    if (!dryRun) {
      return target.make(builder::writeTo);
    }
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      return builder.writeTo(folder.path().resolve("bundle.zip"));
    }
  }
}
