package io.assetota.cli;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Progress;
import io.assetota.cli.output.Report;
import io.assetota.core.AssetManager;
import io.assetota.core.module.Platform;
import io.assetota.ota.BundleSource;
import io.assetota.ota.UpdateAgent;
import io.assetota.ota.UpdateListener;
import io.assetota.ota.UpdateProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Installs a bundle on this machine. */
@Command(
    name = "flash",
    description = {
      "Installs a bundle into a device folder on this machine. Only new and changed assets move.",
      "If anything goes wrong, the device stays as it is."
    },
    footer = {
      "  asset-ota flash bundle.zip --home /var/lib/kiosk",
      "  asset-ota flash bundle.zip --home /var/lib/kiosk --dry-run"
    })
final class FlashCommand extends ReportingCommand {
  @Parameters(paramLabel = "FILE.zip", description = "The bundle.")
  Path file = Path.of("");

  @Option(
      names = "--home",
      paramLabel = "DIR",
      required = true,
      description = "The device folder. It is made if there is none.")
  Path home = Path.of("");

  @Option(
      names = "--platform",
      paramLabel = "NAME",
      converter = PlatformOption.class,
      completionCandidates = PlatformOption.class,
      description =
          "The platform of the device, by name or number. Usually that of its first application.")
  @Nullable Platform platform;

  @Option(names = "--dry-run", description = "Only tell what would happen.")
  boolean dryRun;

  FlashCommand(Console console) {
    super(console);
  }

  @Override
  Report report() throws IOException {
    new InputFile(file).requireBundle();
    BundleSource source = BundleSource.of(file);
    if (dryRun && !Files.exists(home)) {
      // Planning needs a device; a dry run leaves none behind.
      try (TemporaryFolder folder = TemporaryFolder.create();
          AssetManager device = open(folder.path())) {
        return FlashReport.planned(home, UpdateAgent.forDevice(device).plan(source));
      }
    }
    try (AssetManager device = open(home)) {
      UpdateAgent agent = UpdateAgent.forDevice(device);
      if (dryRun) {
        return FlashReport.planned(home, agent.plan(source));
      }
      try (Progress progress = new Progress(console, "Flashing")) {
        return FlashReport.done(home, agent.update(source, listener(progress)));
      }
    }
  }

  private AssetManager open(Path folder) throws IOException {
    return platform == null ? AssetManager.open(folder) : AssetManager.open(folder, platform);
  }

  private static UpdateListener listener(Progress progress) {
    return new UpdateListener() {
      @Override
      public void progress(UpdateProgress update) {
        progress.at(update.bytes(), update.totalBytes());
      }
    };
  }
}
