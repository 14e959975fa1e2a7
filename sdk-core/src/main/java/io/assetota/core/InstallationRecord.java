package io.assetota.core;

import java.time.Instant;
import java.util.List;

/**
 * The last installation on a device.
 *
 * @param at when it was committed
 * @param application SHA-256 of the application module
 * @param kept how many assets were stored already
 * @param moved how many had to come
 * @param bytesStored bytes of the modules of those
 */
public record InstallationRecord(
    Instant at, AssetHash application, int kept, int moved, long bytesStored) {
  static final String TAG = "installation";

  List<String> toFields() {
    return List.of(
        TAG,
        at.toString(),
        application.toString(),
        Integer.toString(kept),
        Integer.toString(moved),
        Long.toString(bytesStored));
  }

  static InstallationRecord parse(List<String> fields) {
    return new InstallationRecord(
        Instant.parse(fields.get(1)),
        AssetHash.parse(fields.get(2)),
        Integer.parseInt(fields.get(3)),
        Integer.parseInt(fields.get(4)),
        Long.parseLong(fields.get(5)));
  }
}
