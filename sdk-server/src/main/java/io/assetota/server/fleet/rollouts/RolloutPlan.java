package io.assetota.server.fleet.rollouts;

import io.assetota.ota.rollout.FailureLimit;
import io.assetota.server.fleet.rules.AfterFailedTrial;
import io.assetota.server.fleet.rules.Consent;
import io.assetota.server.fleet.rules.Hold;
import io.assetota.server.fleet.rules.LostRelease.Origin;
import io.assetota.server.fleet.rules.MaintenanceWindow;
import io.assetota.server.fleet.rules.UpdateMode;
import io.assetota.server.fleet.waves.Waves;
import java.util.Optional;

/**
 * What to roll out, where and how.
 *
 * @param releaseId the release
 * @param audience which devices get it
 * @param mode how much say the device has
 * @param consent who has to agree first
 * @param window when devices may install; empty for any time
 * @param waves in which order devices get it
 * @param hold what happens after the first wave
 * @param maxFailures how many failures halt it
 * @param afterFailedTrial whether it goes to devices on which its trial has failed
 * @param origin why it begins
 */
public record RolloutPlan(
    long releaseId,
    Audience audience,
    UpdateMode mode,
    Consent consent,
    Optional<MaintenanceWindow> window,
    Waves waves,
    Hold hold,
    FailureLimit maxFailures,
    AfterFailedTrial afterFailedTrial,
    Origin origin) {
  /** A release for one device, at once. */
  public static RolloutPlan forDevice(long releaseId, String deviceId) {
    return of(releaseId, Audience.one(deviceId));
  }

  /** A release for all devices, also those that come later, at once. */
  public static RolloutPlan forAll(long releaseId) {
    return of(releaseId, Audience.ALL);
  }

  /** A release for some devices, at once. */
  public static RolloutPlan of(long releaseId, Audience audience) {
    return new RolloutPlan(
        releaseId,
        audience,
        UpdateMode.FORCED,
        Consent.NOT_NEEDED,
        Optional.empty(),
        Waves.NONE,
        Hold.NONE,
        FailureLimit.USUAL,
        AfterFailedTrial.LEFT_OUT,
        Origin.ROLLOUT);
  }

  /** The release of an earlier rollout for a device that has lost it, in the same way. */
  static RolloutPlan again(Rollout earlier, String deviceId) {
    return new RolloutPlan(
        earlier.releaseId(),
        Audience.one(deviceId),
        earlier.mode(),
        earlier.consent(),
        earlier.window(),
        Waves.NONE,
        Hold.NONE,
        FailureLimit.USUAL,
        AfterFailedTrial.LEFT_OUT,
        Origin.LOST);
  }

  /** The same with another say of the device. */
  public RolloutPlan withMode(UpdateMode newMode) {
    return new RolloutPlan(
        releaseId,
        audience,
        newMode,
        consent,
        window,
        waves,
        hold,
        maxFailures,
        afterFailedTrial,
        origin);
  }

  /** The same with another consent. */
  public RolloutPlan withConsent(Consent newConsent) {
    return new RolloutPlan(
        releaseId,
        audience,
        mode,
        newConsent,
        window,
        waves,
        hold,
        maxFailures,
        afterFailedTrial,
        origin);
  }

  /** The same with a time in which devices may install. */
  public RolloutPlan withWindow(MaintenanceWindow newWindow) {
    return new RolloutPlan(
        releaseId,
        audience,
        mode,
        consent,
        Optional.of(newWindow),
        waves,
        hold,
        maxFailures,
        afterFailedTrial,
        origin);
  }

  /** The same in waves, and with what happens after the first one. */
  public RolloutPlan withWaves(Waves newWaves, Hold newHold) {
    return new RolloutPlan(
        releaseId,
        audience,
        mode,
        consent,
        window,
        newWaves,
        newHold,
        maxFailures,
        afterFailedTrial,
        origin);
  }

  /** The same with another limit of failures. */
  public RolloutPlan withMaxFailures(FailureLimit newLimit) {
    return new RolloutPlan(
        releaseId,
        audience,
        mode,
        consent,
        window,
        waves,
        hold,
        newLimit,
        afterFailedTrial,
        origin);
  }

  /** The same, with or without the devices on which the release has failed its trial. */
  public RolloutPlan with(AfterFailedTrial which) {
    return new RolloutPlan(
        releaseId, audience, mode, consent, window, waves, hold, maxFailures, which, origin);
  }
}
