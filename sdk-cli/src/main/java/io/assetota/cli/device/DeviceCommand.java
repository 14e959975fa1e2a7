package io.assetota.cli.device;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Report;
import io.assetota.core.AssetManager;
import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.device.DeviceStatus;
import io.assetota.core.device.InstalledApplication;
import io.assetota.core.device.TrialEnd;
import io.assetota.core.install.DeviceFolder;
import io.assetota.core.materialize.ModuleProgram;
import io.assetota.core.model.ApplicationId;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.DeviceBusyException;
import io.assetota.core.module.FirmwareModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the state of a device, and ends a trial. */
@Command(
    name = "device",
    description = {
      "Shows the state of a device: application, assets, storage, and the results of the handlers.",
      "With --confirm or --roll-back, ends the trial of an application."
    },
    footer = {
      "  asset-ota device --home /var/lib/kiosk",
      "  asset-ota device --home /var/lib/kiosk --files",
      "  asset-ota device --home /var/lib/kiosk --json",
      "  asset-ota device --home /var/lib/kiosk --confirm"
    })
final class DeviceCommand extends ReportingCommand {
  @Option(names = "--home", paramLabel = "DIR", required = true, description = "The device folder.")
  Path home = Path.of("");

  @ArgGroup @Nullable TrialEnding ending;

  /** How to end a trial. */
  static final class TrialEnding {
    @Option(names = "--confirm", description = "Keep the application that is on trial.")
    boolean confirm;

    @Option(
        names = "--roll-back",
        description = "Bring back the previous application with its assets.")
    boolean rollBack;
  }

  @Option(
      names = "--files",
      description = "List each file of the application, not only their number.")
  boolean files;

  DeviceCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    DeviceStatus status = AssetManager.look(home);
    if (ending == null) {
      return report(status);
    }
    try (DeviceFolder device = DeviceFolder.open(home)) {
      if (!(ending.confirm ? device.confirm() : device.rollBack())) {
        throw new AssetException(
            "no application is on trial"
                + device.status().trialEnd().map(DeviceCommand::lastTrial).orElse(""));
      }
      return report(AssetManager.look(home));
    }
  }

  private Report report(DeviceStatus status) throws IOException {
    return new DeviceReport(home, status, files ? manifest(status) : Optional.empty());
  }

  /** Firmware has no files that anybody knows of. */
  private Optional<ApplicationManifest> manifest(DeviceStatus status) throws IOException {
    Optional<ApplicationId> shown = status.application().map(InstalledApplication::id);
    if (status.application().flatMap(InstalledApplication::program).isEmpty()) {
      return Optional.empty();
    }
    Optional<FirmwareModule> module = DeviceFolder.lookAtApplication(home);
    if (module.isEmpty() || !shown.equals(module.map(FirmwareModule::id))) {
      throw new DeviceBusyException("the application was replaced meanwhile: look again");
    }
    return Optional.of(ModuleProgram.of(module.get()).manifest());
  }

  private static String lastTrial(TrialEnd end) {
    return ": that of "
        + end.application().abbreviated()
        + (end.isRolledBack() ? " was rolled back: " : " was ")
        + end.kind().reason();
  }
}
