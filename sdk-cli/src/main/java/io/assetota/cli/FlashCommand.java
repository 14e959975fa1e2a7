package io.assetota.cli;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Progress;
import io.assetota.cli.output.Report;
import io.assetota.core.AssetException;
import io.assetota.core.AssetManager;
import io.assetota.core.module.Platform;
import io.assetota.ota.BundleSource;
import io.assetota.ota.UpdateAgent;
import io.assetota.ota.UpdateAgentBuilder;
import io.assetota.ota.UpdateListener;
import io.assetota.ota.UpdateProgress;
import io.assetota.ota.UpdateRefusedException;
import io.assetota.ota.UpdateResult;
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

  @Option(
      names = "--allow-downgrade",
      description = "Also install an application that is older than the installed one.")
  boolean allowDowngrade;

  @Option(names = "--dry-run", description = "Only tell what would happen.")
  boolean dryRun;

  FlashCommand(Console console) {
    super(console);
  }

  @Override
  Report report() throws IOException {
    new InputFile(file).requireBundle();
    try (BundleSource source = BundleSource.of(file)) {
      if (dryRun && !Files.exists(home)) {
        // Planning needs a device; a dry run leaves none behind.
        try (TemporaryFolder folder = TemporaryFolder.create();
            AssetManager device = open(folder.path())) {
          return FlashReport.planned(home, agent(device).plan(source));
        }
      }
      try (AssetManager device = open(home)) {
        return dryRun
            ? FlashReport.planned(home, agent(device).plan(source))
            : FlashReport.done(home, install(agent(device), source));
      }
    } catch (UpdateRefusedException e) {
      throw e.reason() == UpdateRefusedException.Reason.DOWNGRADE
          ? new AssetException(e.getMessage() + " (--allow-downgrade)", e)
          : e;
    }
  }

  private UpdateResult install(UpdateAgent agent, BundleSource source) throws IOException {
    try (Progress progress = new Progress(console, "Flashing")) {
      return agent.update(source, listener(progress));
    }
  }

  private UpdateAgent agent(AssetManager device) throws IOException {
    UpdateAgentBuilder builder = UpdateAgent.forDevice(device);
    return (allowDowngrade ? builder.allowingDowngrade() : builder).build();
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
