package io.assetota.ota.report;

import com.google.common.collect.ImmutableMap;
import io.assetota.core.device.DeviceStatus;
import io.assetota.core.device.PartVersion;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a device tells of the parts behind its board, beside the {@link DeviceAttributes}: {@code
 * part.NAME.version} for each, for example {@code part.stm32.version}. This is the one place where
 * the names are defined.
 *
 * @param versions the version of each part by its name, at most {@value PartVersion#MAX_PARTS};
 *     {@value #UNKNOWN} if it is not known
 */
public record PartAttributes(Map<String, String> versions) {
  /** Told of a part whose version is not known. */
  public static final String UNKNOWN = "unknown";

  private static final Pattern KEY = Pattern.compile("part\\.([a-z0-9][a-z0-9-]{0,23})\\.version");

  /** Copies the map, up to its limit. */
  public PartAttributes {
    Map<String, String> some = new LinkedHashMap<>();
    versions.forEach(
        (part, version) -> {
          if (some.size() < PartVersion.MAX_PARTS) {
            some.put(part, version);
          }
        });
    versions = Collections.unmodifiableMap(some);
  }

  /**
   * Returns what a device tells.
   *
   * @param status what the device has
   * @return the versions of its parts
   */
  public static PartAttributes of(DeviceStatus status) {
    Map<String, String> versions = new LinkedHashMap<>();
    status.parts().forEach(part -> versions.put(part.part(), part.version().orElse(UNKNOWN)));
    return new PartAttributes(versions);
  }

  /**
   * Reads them on the server's side. What can't be understood is left out: any client may have sent
   * it.
   *
   * @param attributes what a device reported
   * @return the versions of its parts, by their names
   */
  public static PartAttributes parse(Map<String, String> attributes) {
    Map<String, String> versions = new TreeMap<>();
    attributes.forEach(
        (name, value) -> {
          Matcher matcher = KEY.matcher(name);
          if (matcher.matches()) {
            versions.put(matcher.group(1), AttributeText.decode(value));
          }
        });
    return new PartAttributes(versions);
  }

  /**
   * Returns them as names and values, which may be any text: {@link DeviceAttributes#toMapWith}
   * writes them as the protocol wants them.
   *
   * @return at most {@value PartVersion#MAX_PARTS} attributes
   */
  public Map<String, String> toMap() {
    Map<String, String> out = new LinkedHashMap<>();
    versions.forEach((part, version) -> out.put("part." + part + ".version", version));
    return ImmutableMap.copyOf(out);
  }
}
