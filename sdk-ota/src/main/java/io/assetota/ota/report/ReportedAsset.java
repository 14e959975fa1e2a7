package io.assetota.ota.report;

import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One asset, as a device reports it to its server. It takes two attributes: {@code asset.N.name},
 * and {@code asset.N.state} with state, size, storage size and SHA-256, separated by blanks.
 *
 * @param name the asset's name; its attribute is cut to {@value DeviceAttributes#MAX_LENGTH}
 *     characters, and ends in an ellipsis then; from a server's point of view a text like any
 *     other, not a file name
 * @param hash SHA-256 of its raw content
 * @param state whether the device has it
 * @param size length of the raw content in bytes; 0 for one that is missing
 * @param storageSize what it takes of the asset storage in bytes; 0 for one that is missing
 */
public record ReportedAsset(String name, AssetHash hash, State state, long size, long storageSize) {
  /** Whether a device has an asset. */
  public enum State {
    /** Stored and ready. */
    AVAILABLE,
    /** Required by the application, and not there. */
    MISSING
  }

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if a size is negative
   */
  public ReportedAsset {
    if (size < 0 || storageSize < 0) {
      throw new IllegalArgumentException(
          "sizes must not be negative: " + size + ", " + storageSize);
    }
  }

  static ReportedAsset available(Asset asset) {
    return new ReportedAsset(
        asset.name(), asset.hash(), State.AVAILABLE, asset.size(), asset.storageSize());
  }

  static ReportedAsset missing(AssetReference asset) {
    return new ReportedAsset(asset.name(), asset.hash(), State.MISSING, 0, 0);
  }

  /**
   * Tells whether the device has it.
   *
   * @return false if it is missing
   */
  public boolean isAvailable() {
    return state == State.AVAILABLE;
  }

  void putInto(Map<String, String> attributes, int number) {
    attributes.put(nameKey(number), AttributeText.encode(name));
    attributes.put(
        stateKey(number),
        state.name().toLowerCase(Locale.ROOT) + " " + size + " " + storageSize + " " + hash);
  }

  static void removeFrom(Map<String, String> attributes, int number) {
    attributes.remove(nameKey(number));
    attributes.remove(stateKey(number));
  }

  /** What can't be understood is left out: any client may have sent it. */
  static Optional<ReportedAsset> from(Map<String, String> attributes, int number) {
    String name = attributes.get(nameKey(number));
    String state = attributes.get(stateKey(number));
    if (name == null || state == null) {
      return Optional.empty();
    }
    List<String> parts = List.of(state.split(" ", -1));
    if (parts.size() != 4) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ReportedAsset(
              AttributeText.decode(name),
              AssetHash.parse(parts.get(3)),
              State.valueOf(parts.get(0).toUpperCase(Locale.ROOT)),
              Long.parseLong(parts.get(1)),
              Long.parseLong(parts.get(2))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String nameKey(int number) {
    return "asset." + number + ".name";
  }

  private static String stateKey(int number) {
    return "asset." + number + ".state";
  }
}
