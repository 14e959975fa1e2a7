package io.assetota.server.fleet.rollouts;

import io.assetota.server.fleet.rules.Canary;
import io.assetota.server.fleet.rules.Consent;
import io.assetota.server.fleet.rules.FailureLimit;
import io.assetota.server.fleet.rules.Hold;
import io.assetota.server.fleet.rules.LostRelease.Origin;
import io.assetota.server.fleet.rules.MaintenanceWindow;
import io.assetota.server.fleet.rules.UpdateMode;
import java.util.Optional;

/**
 * What to roll out, where and how.
 *
 * @param releaseId the release
 * @param deviceId one device; empty for all, also those that come later
 * @param mode how much say the device has
 * @param consent who has to agree first
 * @param window when devices may install; empty for any time
 * @param canary how many devices go first
 * @param hold what happens after the canaries
 * @param maxFailures how many failures pause it
 * @param origin why it begins
 */
public record RolloutPlan(
    long releaseId,
    Optional<String> deviceId,
    UpdateMode mode,
    Consent consent,
    Optional<MaintenanceWindow> window,
    Canary canary,
    Hold hold,
    FailureLimit maxFailures,
    Origin origin) {
  /** A release for one device, at once. */
  public static RolloutPlan forDevice(long releaseId, String deviceId) {
    return of(releaseId, Optional.of(deviceId));
  }

  /** A release for all devices, at once. */
  public static RolloutPlan forAll(long releaseId) {
    return of(releaseId, Optional.empty());
  }

  private static RolloutPlan of(long releaseId, Optional<String> deviceId) {
    return new RolloutPlan(
        releaseId,
        deviceId,
        UpdateMode.FORCED,
        Consent.NOT_NEEDED,
        Optional.empty(),
        Canary.NONE,
        Hold.NONE,
        FailureLimit.USUAL,
        Origin.ROLLOUT);
  }

  /** The release of an earlier rollout for a device that has lost it, in the same way. */
  static RolloutPlan again(Rollout earlier, String deviceId) {
    RolloutPlan plan =
        forDevice(earlier.releaseId(), deviceId)
            .withMode(earlier.mode())
            .withConsent(earlier.consent());
    return new RolloutPlan(
        plan.releaseId,
        plan.deviceId,
        plan.mode,
        plan.consent,
        earlier.window(),
        plan.canary,
        plan.hold,
        plan.maxFailures,
        Origin.LOST);
  }

  /** The same with another say of the device. */
  public RolloutPlan withMode(UpdateMode newMode) {
    return new RolloutPlan(
        releaseId, deviceId, newMode, consent, window, canary, hold, maxFailures, origin);
  }

  /** The same with another consent. */
  public RolloutPlan withConsent(Consent newConsent) {
    return new RolloutPlan(
        releaseId, deviceId, mode, newConsent, window, canary, hold, maxFailures, origin);
  }

  /** The same with a time in which devices may install. */
  public RolloutPlan withWindow(MaintenanceWindow newWindow) {
    return new RolloutPlan(
        releaseId,
        deviceId,
        mode,
        consent,
        Optional.of(newWindow),
        canary,
        hold,
        maxFailures,
        origin);
  }

  /** The same with some devices that go first, and what happens after them. */
  public RolloutPlan withCanary(Canary newCanary, Hold newHold) {
    return new RolloutPlan(
        releaseId, deviceId, mode, consent, window, newCanary, newHold, maxFailures, origin);
  }

  /** The same with another limit of failures. */
  public RolloutPlan withMaxFailures(FailureLimit newLimit) {
    return new RolloutPlan(
        releaseId, deviceId, mode, consent, window, canary, hold, newLimit, origin);
  }
}
