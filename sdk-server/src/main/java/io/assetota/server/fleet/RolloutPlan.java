package io.assetota.server.fleet;

import java.util.Optional;

/**
 * What to roll out, where and how.
 *
 * @param releaseId what
 * @param deviceId one device; empty for all, also those that come later
 * @param mode how much say the device has
 * @param confirm whether the device's owner has to agree first
 * @param window when devices may install; empty for any time
 * @param canary how many go first
 * @param hold whether to wait for a person after the canaries
 * @param maxFailures how many failures pause it
 */
public record RolloutPlan(
    long releaseId,
    Optional<String> deviceId,
    UpdateMode mode,
    boolean confirm,
    Optional<MaintenanceWindow> window,
    Canary canary,
    boolean hold,
    FailureLimit maxFailures) {
  /** A release for one device, at once. */
  public static RolloutPlan forDevice(long releaseId, String deviceId) {
    return new RolloutPlan(
        releaseId,
        Optional.of(deviceId),
        UpdateMode.FORCED,
        false,
        Optional.empty(),
        Canary.NONE,
        false,
        FailureLimit.USUAL);
  }

  /** A release for all devices, at once. */
  public static RolloutPlan forAll(long releaseId) {
    return forAll(releaseId, Canary.NONE, false);
  }

  /** A release for all devices, some of them first. */
  public static RolloutPlan forAll(long releaseId, Canary canary, boolean hold) {
    return new RolloutPlan(
        releaseId,
        Optional.empty(),
        UpdateMode.FORCED,
        false,
        Optional.empty(),
        canary,
        hold,
        FailureLimit.USUAL);
  }
}
