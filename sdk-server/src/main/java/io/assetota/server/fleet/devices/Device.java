package io.assetota.server.fleet.devices;

import java.time.Instant;
import java.util.Optional;

/**
 * A device.
 *
 * @param id its name in DDI: the controller id
 * @param created when it was registered
 * @param lastSeen when it last talked to the server
 * @param hasToken whether it has a token of its own
 * @param platform the platform it reported
 * @param asked whether the server wants to know its attributes
 * @param attributesAt when it last reported its attributes
 * @param installedAction the action of its last successful update
 * @param installedByOthers the release that it said was installed by other means since then
 * @param isLost whether it has reported another application than its last update brought
 */
public record Device(
    String id,
    Instant created,
    Optional<Instant> lastSeen,
    boolean hasToken,
    Optional<String> platform,
    boolean asked,
    Optional<Instant> attributesAt,
    Optional<Long> installedAction,
    Optional<String> installedByOthers,
    boolean isLost) {
  Device seen(Instant at) {
    return new Device(
        id,
        created,
        Optional.of(at),
        hasToken,
        platform,
        asked,
        attributesAt,
        installedAction,
        installedByOthers,
        isLost);
  }
}
