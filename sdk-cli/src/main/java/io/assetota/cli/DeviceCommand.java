package io.assetota.cli;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Report;
import io.assetota.core.AssetManager;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells what a device has. */
@Command(
    name = "device",
    description = {
      "Tells what a device has: application, assets, storage, and how the handlers fared.",
      "Also works while an application uses the device."
    },
    footer = {
      "  asset-ota device --home /var/lib/kiosk",
      "  asset-ota device --home /var/lib/kiosk --json"
    })
final class DeviceCommand extends ReportingCommand {
  @Option(names = "--home", paramLabel = "DIR", required = true, description = "The device folder.")
  Path home = Path.of("");

  DeviceCommand(Console console) {
    super(console);
  }

  @Override
  Report report() throws IOException {
    return new DeviceReport(home, AssetManager.look(home));
  }
}
