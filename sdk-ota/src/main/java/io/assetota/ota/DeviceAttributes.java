package io.assetota.ota;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.assetota.core.AssetHash;
import io.assetota.core.DeviceStatus;
import io.assetota.core.InstalledApplication;
import io.assetota.core.module.Platform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a device tells its update server about itself: the {@code configData} of hawkBit's device
 * protocol, which allows 100 attributes whose names and values have up to 128 characters. This is
 * the one place where the names are defined:
 *
 * <table>
 * <caption>Attributes</caption>
 * <tr><th>Name</th><th>Value</th></tr>
 * <tr><td>{@code app}</td><td>platform and module version: {@code tracker 3}</td></tr>
 * <tr><td>{@code app.sha256}</td><td>SHA-256 that identifies the application</td></tr>
 * <tr><td>{@code app.product}</td><td>product id and version, if it has any: {@code 1234 5}</td></tr>
 * <tr><td>{@code assets.available}</td><td>how many assets are available</td></tr>
 * <tr><td>{@code assets.missing}</td><td>how many are missing</td></tr>
 * <tr><td>{@code storage.used}</td><td>bytes of asset storage in use</td></tr>
 * <tr><td>{@code storage.total}</td><td>bytes of asset storage, if there is a limit</td></tr>
 * <tr><td>{@code asset.N.name}, {@code asset.N.state}</td>
 *     <td>see {@link ReportedAsset}; N counts from 1 without gaps; the missing ones come first</td></tr>
 * </table>
 *
 * @param platform name of the platform, or its id in digits; empty for a device without application
 * @param moduleVersion version of the application module
 * @param application the application's SHA-256; empty if there is none
 * @param product product id and version
 * @param available how many assets are available
 * @param missing how many are missing
 * @param storageUsed bytes of asset storage in use
 * @param storageTotal bytes of asset storage; empty for no limit
 * @param assets the first {@value #MAX_ASSETS} assets
 */
public record DeviceAttributes(
    Optional<String> platform,
    int moduleVersion,
    Optional<AssetHash> application,
    Optional<String> product,
    int available,
    int missing,
    long storageUsed,
    Optional<Long> storageTotal,
    List<ReportedAsset> assets) {
  /** The most characters of a name or value. */
  public static final int MAX_LENGTH = 128;

  /** The most attributes. */
  public static final int MAX_ATTRIBUTES = 100;

  /** The most assets that are listed one by one; the counts tell of all. */
  public static final int MAX_ASSETS = 44;

  private static final String APP = "app";
  private static final String APP_SHA256 = "app.sha256";
  private static final String APP_PRODUCT = "app.product";
  private static final String AVAILABLE = "assets.available";
  private static final String MISSING = "assets.missing";
  private static final String STORAGE_USED = "storage.used";
  private static final String STORAGE_TOTAL = "storage.total";

  /** Copies the list, up to its limit. */
  public DeviceAttributes {
    assets = ImmutableList.copyOf(assets.subList(0, Math.min(assets.size(), MAX_ASSETS)));
  }

  /**
   * Takes them from a device.
   *
   * @param status what the device has
   * @return its attributes
   */
  public static DeviceAttributes of(DeviceStatus status) {
    // What is missing comes first: it must be told even if not all can be listed.
    List<ReportedAsset> assets = new ArrayList<>();
    status.missing().forEach(a -> assets.add(ReportedAsset.missing(a)));
    status.available().forEach(a -> assets.add(ReportedAsset.available(a)));
    return new DeviceAttributes(
        status.platform().map(Platform::name),
        status.application().map(a -> a.prefix().moduleVersion()).orElse(0),
        status.application().map(InstalledApplication::sha256),
        status
            .application()
            .flatMap(InstalledApplication::product)
            .map(p -> p.id() + " " + p.version()),
        status.available().size(),
        status.missing().size(),
        status.storageUsed(),
        status.limits().isLimited() ? Optional.of(status.limits().total()) : Optional.empty(),
        assets);
  }

  /**
   * Reads them on the server's side. Whatever is missing or can't be understood counts as not told:
   * any client may have sent it.
   *
   * @param attributes what a device reported
   * @return what could be understood
   */
  public static DeviceAttributes parse(Map<String, String> attributes) {
    String app = attributes.getOrDefault(APP, "");
    int blank = app.lastIndexOf(' ');
    List<ReportedAsset> assets = new ArrayList<>();
    for (int n = 1; n <= MAX_ASSETS; n++) {
      Optional<ReportedAsset> asset = ReportedAsset.from(attributes, n);
      if (asset.isEmpty()) {
        break;
      }
      assets.add(asset.get());
    }
    return new DeviceAttributes(
        blank > 0 ? Optional.of(app.substring(0, blank)) : Optional.empty(),
        count(app.substring(blank + 1)),
        hash(attributes.get(APP_SHA256)),
        Optional.ofNullable(attributes.get(APP_PRODUCT)),
        count(attributes.getOrDefault(AVAILABLE, "")),
        count(attributes.getOrDefault(MISSING, "")),
        number(attributes.getOrDefault(STORAGE_USED, "")).orElse(0L),
        number(attributes.getOrDefault(STORAGE_TOTAL, "")),
        assets);
  }

  /**
   * Returns them as names and values. Send them in the mode {@code replace}, so that no asset of an
   * earlier report stays.
   *
   * @return at most {@value #MAX_ATTRIBUTES} attributes within the protocol's limits
   */
  public Map<String, String> toMap() {
    Map<String, String> out = new LinkedHashMap<>();
    platform.ifPresent(p -> out.put(APP, cut(p + " " + moduleVersion)));
    application.ifPresent(hash -> out.put(APP_SHA256, hash.toString()));
    product.ifPresent(p -> out.put(APP_PRODUCT, cut(p)));
    out.put(AVAILABLE, Integer.toString(available));
    out.put(MISSING, Integer.toString(missing));
    out.put(STORAGE_USED, Long.toString(storageUsed));
    storageTotal.ifPresent(total -> out.put(STORAGE_TOTAL, Long.toString(total)));
    for (int i = 0; i < assets.size(); i++) {
      assets.get(i).putInto(out, i + 1);
    }
    return ImmutableMap.copyOf(out);
  }

  static String cut(String text) {
    if (text.length() <= MAX_LENGTH) {
      return text;
    }
    // Not through the middle of a character of two units.
    int end =
        Character.isHighSurrogate(text.charAt(MAX_LENGTH - 2)) ? MAX_LENGTH - 2 : MAX_LENGTH - 1;
    return text.substring(0, end) + "…";
  }

  private static int count(String text) {
    return (int) Math.min(Integer.MAX_VALUE, number(text).orElse(0L));
  }

  private static Optional<Long> number(String text) {
    try {
      long value = Long.parseLong(text);
      return value < 0 ? Optional.empty() : Optional.of(value);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<AssetHash> hash(@Nullable String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(AssetHash.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
