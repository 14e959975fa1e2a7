package io.assetota.ota.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.model.AssetException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A file with the names of devices, one a line. What follows a {@code #} at the beginning of a line
 * or after a blank is a remark.
 */
public final class DeviceList {
  /** The most bytes that it may have. */
  public static final int MAX_BYTES = 2 * 1024 * 1024;

  private static final int MAX_DEVICES = 9_000;

  private DeviceList() {}

  /**
   * Reads the names.
   *
   * @param name what the file is called in messages
   * @param content its bytes, in UTF-8; one more than {@link #MAX_BYTES} is enough of a longer one
   * @return 1 to 9000 devices, each once
   * @throws AssetException if it is too long, or has none or too many
   */
  public static List<String> parse(String name, byte[] content) throws AssetException {
    if (content.length > MAX_BYTES) {
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
