package io.assetota.cli.device;

import static io.assetota.ota.UpdateControl.Decision.INSTALL;

import io.assetota.cli.command.InterruptNotice;
import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.files.InputFile;
import io.assetota.cli.files.TemporaryFolder;
import io.assetota.cli.option.AddressOption;
import io.assetota.cli.option.ProgressOption;
import io.assetota.cli.option.WebOptions;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Progress;
import io.assetota.cli.output.Report;
import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.install.Installer;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Platform;
import io.assetota.core.release.TrustException;
import io.assetota.core.release.TrustProblem;
import io.assetota.ota.UpdateAgent;
import io.assetota.ota.UpdateControl;
import io.assetota.ota.UpdateListener;
import io.assetota.ota.UpdatePlan;
import io.assetota.ota.UpdateProgress;
import io.assetota.ota.UpdateRefusedException;
import io.assetota.ota.UpdateResult;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.source.BundleSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Installs a bundle on this machine. */
@Command(
    name = "flash",
    description = {
      "Installs a bundle into a device folder on this machine, from a file or a web server. Only"
          + " new and changed assets are transferred.",
      "If the installation fails, the device stays as it was."
    },
    footer = {
      "  asset-ota flash bundle.zip --home /var/lib/kiosk",
      "  asset-ota flash bundle.zip --home /var/lib/kiosk --confirm-within 10m",
      "  asset-ota flash bundle.zip --home /var/lib/kiosk --dry-run",
      "  asset-ota flash https://updates.example/bundle.zip --home /var/lib/kiosk \\",
      "      --keyring /etc/kiosk/keyring-1.json"
    })
final class FlashCommand extends ReportingCommand {
  private static final String KEPT =
      "the data so far is kept; run the same command again to continue";

  @Parameters(
      paramLabel = "FILE.zip|URL",
      description = "The bundle: a file, or an http or https address.")
  String bundle = "";

  @Option(
      names = "--home",
      paramLabel = "DIR",
      required = true,
      description = "The device folder; created if it does not exist.")
  Path home = Path.of("");

  @Mixin NewFolderOption newFolder = new NewFolderOption();

  @Mixin UpdateOptions updates = new UpdateOptions();

  @Option(names = "--dry-run", description = "Show what would happen, and change nothing.")
  boolean dryRun;

  @Mixin WebOptions web = new WebOptions();

  @Mixin ProgressOption quiet = new ProgressOption();

  FlashCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    try (BundleSource source = source()) {
      if (dryRun && !Files.exists(home)) {
        // Planning needs a device folder, but a dry run must not create one.
        try (TemporaryFolder folder = TemporaryFolder.create();
            Installer device = open(folder.path())) {
          return FlashReport.planned(home, plan(device, source));
        }
      }
      try (Installer device = open(home)) {
        return dryRun
            ? FlashReport.planned(home, plan(device, source))
            : FlashReport.done(home, install(device, source));
      }
    } catch (UpdateRefusedException e) {
      throw switch (e.reason()) {
        case DOWNGRADE -> downgrade(e);
        case ON_TRIAL ->
            new AssetException(
                e.getMessage() + " (asset-ota device with --confirm or --roll-back)", e);
        default -> e;
      };
    } catch (BundleException e) {
      throw new FolderPlatform(home).explain(e);
    } catch (TrustException e) {
      throw e.problems().stream().anyMatch(p -> p.kind() == TrustProblem.Kind.ROLLBACK)
          ? downgrade(e)
          : e;
    }
  }

  private static AssetException downgrade(AssetException refusal) {
    return new AssetException(refusal.getMessage() + " (--allow-downgrade)", refusal);
  }

  private BundleSource source() throws IOException {
    if (bundle.contains("://")) {
      try {
        return BundleSource.of(
            new AddressOption().convert(bundle), web.read().withRateLimit(updates.limitRate));
      } catch (TypeConversionException e) {
        throw wrongUsage("the bundle's address can't be used: " + e.getMessage());
      }
    }
    if (web.areUsed() || updates.limitRate > 0) {
      throw wrongUsage(
          "--ca, --client-cert, --header-file, --proxy and --limit-rate apply to an address, not to"
              + " a file");
    }
    Path file = Path.of(bundle);
    new InputFile(file).requireBundle();
    return BundleSource.of(file);
  }

  private UpdatePlan plan(Installer device, BundleSource source) throws IOException {
    UpdatePlan plan = updates.agent(device).plan(source);
    requireForThis(plan, device);
    return plan;
  }

  /** A folder that has a platform looks for itself. */
  private static void requireForThis(UpdatePlan plan, Installer device) throws AssetException {
    int platform = plan.application().prefix().platformId();
    if (device.status().platform().isEmpty() && platform != Platform.LINUX.id()) {
      throw FolderPlatform.refusal(platform);
    }
  }

  private UpdateResult install(Installer device, BundleSource source) throws IOException {
    UpdateAgent agent = updates.agent(device);
    return install(
        agent,
        source,
        plan -> {
          requireForThis(plan, device);
          return INSTALL;
        });
  }

  private UpdateResult install(UpdateAgent agent, BundleSource source, UpdateControl control)
      throws IOException {
    if (source.isLocal()) {
      return installWithProgress(agent, source, control);
    }
    InterruptNotice notice = InterruptNotice.of(console, "interrupted: " + KEPT);
    try {
      return installWithProgress(agent, source, control);
    } catch (SourceException e) {
      throw e.kind() == SourceException.Kind.TEMPORARY
          ? new AssetException(e.getMessage() + "\n" + KEPT, e)
          : e;
    } finally {
      notice.close();
    }
  }

  private UpdateResult installWithProgress(
      UpdateAgent agent, BundleSource source, UpdateControl control) throws IOException {
    try (Progress progress = quiet.begin(console, "Flashing")) {
      return agent.update(source, control, listener(progress));
    }
  }

  private Installer open(Path folder) throws IOException {
    return newFolder.platform == null
        ? Installer.open(folder)
        : Installer.open(folder, newFolder.platform);
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
