package io.assetota.cli.device;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Report;
import io.assetota.core.AssetManager;
import io.assetota.core.device.DeviceStatus;
import io.assetota.core.device.TrialEnd;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells what a device has. */
@Command(
    name = "device",
    description = {
      "Tells what a device has: application, assets, storage, and how the handlers fared.",
      "Also works while an application uses the device.",
      "Ends a trial, when no application uses the device: a running one confirms by itself."
    },
    footer = {
      "  asset-ota device --home /var/lib/kiosk",
      "  asset-ota device --home /var/lib/kiosk --json",
      "  asset-ota device --home /var/lib/kiosk --confirm"
    })
final class DeviceCommand extends ReportingCommand {
  @Option(names = "--home", paramLabel = "DIR", required = true, description = "The device folder.")
  Path home = Path.of("");

  @ArgGroup @Nullable TrialEnding ending;

  /** What becomes of an application on trial. */
  static final class TrialEnding {
    @Option(names = "--confirm", description = "The application on trial works: it stays.")
    boolean confirm;

    @Option(
        names = "--roll-back",
        description = "The application on trial goes, the one before is back with its assets.")
    boolean rollBack;
  }

  DeviceCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    DeviceStatus status = AssetManager.look(home);
    if (ending == null) {
      return new DeviceReport(home, status);
    }
    try (AssetManager device = AssetManager.open(home)) {
      if (!(ending.confirm ? device.confirm() : device.rollBack())) {
        throw new AssetException(
            "no application is on trial"
                + device.status().trialEnd().map(DeviceCommand::lastTrial).orElse(""));
      }
      return new DeviceReport(home, AssetManager.look(home));
    }
  }

  private static String lastTrial(TrialEnd end) {
    return ": that of "
        + end.application().abbreviated()
        + (end.isRolledBack() ? " was rolled back, as " : " was ")
        + end.kind().reason();
  }
}
