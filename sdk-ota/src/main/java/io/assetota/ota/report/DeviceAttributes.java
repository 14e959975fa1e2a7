package io.assetota.ota.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.assetota.core.device.DeviceStatus;
import io.assetota.core.device.InstalledApplication;
import io.assetota.core.model.ApplicationId;
import io.assetota.core.model.Platform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a device tells its update server about itself: the {@code configData} of hawkBit's device
 * protocol, which allows 100 attributes whose names and values have up to 128 characters. This is
 * the one place where the names are defined. In values, characters that hawkBit refuses, and the
 * percent sign, are written as in addresses: {@code %C3%9Cbersicht.png}.
 *
 * <table>
 * <caption>Attributes</caption>
 * <tr><th>Name</th><th>Value</th></tr>
 * <tr><td>{@code app}</td><td>platform and module version: {@code tracker 3}; without an
 *     application only the platform</td></tr>
 * <tr><td>{@code app.name}</td><td>name of the file that is the application, if it has one:
 *     {@code kiosk.jar}</td></tr>
 * <tr><td>{@code app.version}</td><td>the product's version, or else the module's: {@code 5}; as
 *     {@code publish} calls a release</td></tr>
 * <tr><td>{@code app.sha256}</td><td>SHA-256 that identifies the application</td></tr>
 * <tr><td>{@code app.product}</td><td>product id and version, if it has any: {@code 1234 5}</td></tr>
 * <tr><td>{@code app.trial}</td><td>{@code yes} as long as the application is on trial</td></tr>
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
 * @param name name of the application's file; empty if it has none
 * @param version what a release with this application is called; empty if there is none
 * @param application the application's SHA-256; empty if there is none
 * @param product product id and version
 * @param available how many assets are available
 * @param missing how many are missing
 * @param storageUsed bytes of asset storage in use
 * @param storageTotal bytes of asset storage; empty for no limit
 * @param onTrial whether the application has still to be confirmed
 * @param assets the first {@value #MAX_ASSETS} assets
 */
public record DeviceAttributes(
    Optional<String> platform,
    int moduleVersion,
    Optional<String> name,
    Optional<String> version,
    Optional<ApplicationId> application,
    Optional<String> product,
    int available,
    int missing,
    long storageUsed,
    Optional<Long> storageTotal,
    boolean onTrial,
    List<ReportedAsset> assets) {
  /** The most characters of a name or value. */
  public static final int MAX_LENGTH = 128;

  /** The most attributes. */
  public static final int MAX_ATTRIBUTES = 100;

  /** The most assets that are listed one by one; the counts tell of all. */
  public static final int MAX_ASSETS = 44;

  private static final String APP = "app";
  private static final String APP_NAME = "app.name";
  private static final String APP_VERSION = "app.version";
  private static final String APP_SHA256 = "app.sha256";
  private static final String APP_PRODUCT = "app.product";
  private static final String APP_TRIAL = "app.trial";
  private static final String YES = "yes";
  private static final String AVAILABLE = "assets.available";
  private static final String MISSING = "assets.missing";
  private static final String STORAGE_USED = "storage.used";
  private static final String STORAGE_TOTAL = "storage.total";

  /** Copies the list, up to its limit. */
  public DeviceAttributes {
    assets = ImmutableList.copyOf(assets.subList(0, Math.min(assets.size(), MAX_ASSETS)));
  }

  /**
   * Returns the attributes of a device.
   *
   * @param status what the device has
   * @return its attributes
   */
  public static DeviceAttributes of(DeviceStatus status) {
    // Missing assets come first: they must be reported even if not all assets can be listed.
    List<ReportedAsset> assets = new ArrayList<>();
    status.missing().forEach(a -> assets.add(ReportedAsset.missing(a)));
    status.available().forEach(a -> assets.add(ReportedAsset.available(a)));
    return new DeviceAttributes(
        status.platform().map(Platform::name),
        status.application().map(a -> a.prefix().moduleVersion()).orElse(0),
        status.application().flatMap(InstalledApplication::name),
        status.application().map(InstalledApplication::release),
        status.application().map(InstalledApplication::id),
        status
            .application()
            .flatMap(InstalledApplication::product)
            .map(p -> p.id() + " " + p.version()),
        status.available().size(),
        status.missing().size() + status.files().missing().size(),
        status.storageUsed(),
        status.limits().isLimited() ? Optional.of(status.limits().total()) : Optional.empty(),
        status.trial().isPresent(),
        assets);
  }

  /**
   * Reads attributes on the server's side. Whatever is missing or invalid counts as not reported:
   * any client may have sent it.
   *
   * @param attributes what a device reported
   * @return what is valid
   */
  public static DeviceAttributes parse(Map<String, String> attributes) {
    String app = AttributeText.decode(attributes.getOrDefault(APP, "")).strip();
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
        Optional.of(blank > 0 ? app.substring(0, blank) : app).filter(p -> !p.isEmpty()),
        blank > 0 ? count(app.substring(blank + 1)) : 0,
        text(attributes.get(APP_NAME)),
        text(attributes.get(APP_VERSION)),
        hash(attributes.get(APP_SHA256)),
        text(attributes.get(APP_PRODUCT)),
        count(attributes.getOrDefault(AVAILABLE, "")),
        count(attributes.getOrDefault(MISSING, "")),
        number(attributes.getOrDefault(STORAGE_USED, "")).orElse(0L),
        number(attributes.getOrDefault(STORAGE_TOTAL, "")),
        YES.equals(attributes.get(APP_TRIAL)),
        assets);
  }

  /**
   * Tells whether attributes are those of a device of this SDK, all of them: then it has no
   * application if they name none. Other clients of hawkBit tell what they like.
   *
   * @param attributes what a device reported
   * @return whether they are all there
   */
  public static boolean areComplete(Map<String, String> attributes) {
    return attributes.containsKey(AVAILABLE) && attributes.containsKey(MISSING);
  }

  /**
   * Returns the name of the application for people.
   *
   * @return its name and version, with its product or platform if it has no name; empty without an
   *     application
   */
  public Optional<String> title() {
    return name.flatMap(n -> version.map(v -> n + " " + v))
        .or(() -> product.map(p -> "product " + p.replaceFirst(" ", " version ")))
        .or(
            () ->
                // A device without an application reports its platform only, and version 0.
                platform
                    .filter(p -> application.isPresent() || moduleVersion > 0)
                    .map(p -> p + " " + moduleVersion));
  }

  /**
   * Returns the attributes as names and values. Send them in the mode {@code replace}, so that no
   * asset of an earlier report remains.
   *
   * @return at most {@value #MAX_ATTRIBUTES} attributes within the protocol's limits
   */
  public Map<String, String> toMap() {
    Map<String, String> out = new LinkedHashMap<>();
    String module = application.isPresent() ? " " + moduleVersion : "";
    platform.ifPresent(p -> out.put(APP, AttributeText.encode(p + module)));
    name.ifPresent(n -> out.put(APP_NAME, AttributeText.encode(n)));
    version.ifPresent(v -> out.put(APP_VERSION, AttributeText.encode(v)));
    application.ifPresent(hash -> out.put(APP_SHA256, hash.toString()));
    product.ifPresent(p -> out.put(APP_PRODUCT, AttributeText.encode(p)));
    if (onTrial) {
      out.put(APP_TRIAL, YES);
    }
    out.put(AVAILABLE, Integer.toString(available));
    out.put(MISSING, Integer.toString(missing));
    out.put(STORAGE_USED, Long.toString(storageUsed));
    storageTotal.ifPresent(total -> out.put(STORAGE_TOTAL, Long.toString(total)));
    for (int i = 0; i < assets.size(); i++) {
      assets.get(i).putInto(out, i + 1);
    }
    return ImmutableMap.copyOf(out);
  }

  /**
   * Returns them with others beside them.
   *
   * @param others names, and values of any text; long ones are cut
   * @return at most {@value #MAX_ATTRIBUTES} attributes within the protocol's limits: the last
   *     assets make room
   */
  public Map<String, String> toMapWith(Map<String, String> others) {
    Map<String, String> out = new LinkedHashMap<>(toMap());
    for (int n = assets.size(); n > 0 && out.size() + others.size() > MAX_ATTRIBUTES; n--) {
      ReportedAsset.removeFrom(out, n);
    }
    others.forEach((name, value) -> out.put(name, AttributeText.encode(value)));
    return ImmutableMap.copyOf(out);
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

  private static Optional<String> text(@Nullable String value) {
    return Optional.ofNullable(value).map(AttributeText::decode);
  }

  private static Optional<ApplicationId> hash(@Nullable String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(ApplicationId.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
