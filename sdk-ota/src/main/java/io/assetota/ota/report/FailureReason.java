package io.assetota.ota.report;

import io.assetota.core.model.Printable;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Why an update failed.
 *
 * @param text the first line that the device sent, of up to 300 characters
 * @param group the same for devices that failed alike: without times, lengths, hashes and the
 *     device's own name
 */
public record FailureReason(String text, String group) {
  private static final int MAX = 300;
  private static final String NOTHING = "no reason was given";

  /** What differs from device to device, though the reason is the same. */
  private static final Pattern PARTICULARS =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z?"
              + "|\\b[0-9a-fA-F]{16,}\\b"
              + "|\\b\\d+(\\.\\d+)? ?(ms|s|min|h|bytes?|B|kB|KiB|MB|MiB|GB|GiB)\\b"
              + "|\\b\\d{4,}\\b");

  /**
   * Takes the reason from what a device said at the end.
   *
   * @param details its messages
   * @param deviceId the name of the device
   * @return the reason
   */
  public static FailureReason of(List<String> details, String deviceId) {
    String text =
        details.stream()
            .flatMap(String::lines)
            .map(line -> Printable.line(line).strip())
            .filter(line -> !line.isEmpty())
            .findFirst()
            .map(line -> line.length() > MAX ? line.substring(0, MAX) : line)
            .orElse(NOTHING);
    String group = text.replace(deviceId, "…");
    return new FailureReason(text, PARTICULARS.matcher(group).replaceAll("…"));
  }
}
