package io.assetota.server.fleet.rollouts;

import io.assetota.ota.rollout.FailureLimit;
import io.assetota.server.fleet.rules.AfterFailedTrial;
import io.assetota.server.fleet.rules.Consent;
import io.assetota.server.fleet.rules.Ended;
import io.assetota.server.fleet.rules.Hold;
import io.assetota.server.fleet.rules.LostRelease.Origin;
import io.assetota.server.fleet.rules.MaintenanceWindow;
import io.assetota.server.fleet.rules.RolloutState;
import io.assetota.server.fleet.rules.UpdateMode;
import io.assetota.server.fleet.rules.WaveFacts.Settlement;
import java.time.Instant;
import java.util.Optional;

/**
 * A release on its way to devices.
 *
 * @param id its number
 * @param releaseId the release
 * @param audience which devices it is for
 * @param query what these are asked for, as it was at its begin; empty for one, all and a list
 * @param mode how much say the device has
 * @param consent who has to agree first
 * @param window when devices may install
 * @param hold what happens after the first wave
 * @param maxFailures how many failures halt it
 * @param afterFailedTrial whether it goes to devices on which its trial has failed
 * @param origin why it began
 * @param before what had ended when a person last let it go on; this doesn't count any more
 * @param seed decides which devices go first
 * @param wave which wave it has got to, from 0 on
 * @param settlement whether all devices of this wave have got their part
 * @param state whether it goes on
 * @param reason why it does not; else empty
 * @param created when it began
 */
public record Rollout(
    long id,
    long releaseId,
    Audience audience,
    String query,
    UpdateMode mode,
    Consent consent,
    Optional<MaintenanceWindow> window,
    Hold hold,
    FailureLimit maxFailures,
    AfterFailedTrial afterFailedTrial,
    Origin origin,
    Ended before,
    long seed,
    int wave,
    Settlement settlement,
    RolloutState state,
    String reason,
    Instant created) {

  /** Returns the one device; empty if it is for several. */
  public Optional<String> deviceId() {
    return audience.deviceId();
  }

  /** Tells whether a person can still do something about it. */
  public boolean isOpen() {
    return state.isOpen();
  }

  /** Tells whether it goes on. */
  public boolean isRunning() {
    return state == RolloutState.RUNNING;
  }
}
