package io.assetota.cli.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.cli.command.Subcommand;
import io.assetota.cli.files.InputFile;
import io.assetota.core.model.AssetException;
import io.assetota.ota.operator.RolloutOrder.Receivers;
import io.assetota.ota.operator.RolloutOrder.Receivers.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which devices get a release: one of these. */
final class ReceiverOptions {
  private static final int MAX_FILE = 2 * 1024 * 1024;
  private static final int MAX_DEVICES = 9_000;

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
            ? System.in.readNBytes(MAX_FILE + 1)
            : new InputFile(list).readBriefly(MAX_FILE + 1);
    String name = standard ? "standard input" : new InputFile(list).shown();
    if (content.length > MAX_FILE) {
      throw new AssetException(name + " is longer than 2 MiB: is it a list of devices?");
    }
    Set<String> devices = new LinkedHashSet<>();
    for (String line : new String(content, UTF_8).replace("\uFEFF", "").lines().toList()) {
      String device = line.replaceFirst("(^|\\s)#.*", "").strip();
      if (!device.isEmpty()) {
        devices.add(device);
      }
    }
    if (devices.isEmpty() || devices.size() > MAX_DEVICES) {
      throw new AssetException(
          name
              + " has "
              + devices.size()
              + " devices: a list has 1 to "
              + MAX_DEVICES
              + "; give more of them a tag");
    }
    return List.copyOf(devices);
  }
}
