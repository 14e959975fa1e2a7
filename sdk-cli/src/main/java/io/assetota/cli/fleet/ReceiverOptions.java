package io.assetota.cli.fleet;

import io.assetota.cli.command.Subcommand;
import io.assetota.cli.files.InputFile;
import io.assetota.ota.operator.DeviceList;
import io.assetota.ota.operator.RolloutOrder.Receivers;
import io.assetota.ota.operator.RolloutOrder.Receivers.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which devices get a release: one of these. */
final class ReceiverOptions {
  @Option(names = "--device", paramLabel = "ID", description = "Assign it to this device.")
  @Nullable String device;

  @Option(
      names = "--all",
      description = "Assign it to all devices of its platform, including later ones.")
  boolean all;

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description = "Assign it to the devices with this tag, including later ones.")
  @Nullable String tag;

  @Option(
      names = "--selection",
      paramLabel = "NAME",
      description = "Assign it to what this saved selection finds, including later devices.")
  @Nullable String selection;

  @Option(
      names = "--devices-from",
      paramLabel = "FILE",
      description = "Assign it to the devices in this file, one a line; - is standard input.")
  @Nullable Path list;

  Receivers read(Subcommand command) throws IOException {
    if (device != null) {
      return Receivers.named(Kind.DEVICE, named(command, "--device", device));
    }
    if (tag != null) {
      return Receivers.named(Kind.TAG, named(command, "--tag", tag));
    }
    if (selection != null) {
      return Receivers.named(Kind.SELECTION, named(command, "--selection", selection));
    }
    return list == null ? Receivers.all() : Receivers.list(devices(list));
  }

  private static String named(Subcommand command, String option, String value) {
    if (value.isBlank()) {
      throw command.wrongUsage(option + " is empty");
    }
    return value;
  }

  private static List<String> devices(Path list) throws IOException {
    boolean standard = list.toString().equals("-");
    byte[] content =
        standard
            ? System.in.readNBytes(DeviceList.MAX_BYTES + 1)
            : new InputFile(list).readBriefly(DeviceList.MAX_BYTES + 1);
    String name = standard ? "standard input" : new InputFile(list).shown();
    return DeviceList.parse(name, content);
  }
}
