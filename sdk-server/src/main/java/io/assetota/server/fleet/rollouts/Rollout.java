package io.assetota.server.fleet.rollouts;

import io.assetota.server.fleet.rules.Consent;
import io.assetota.server.fleet.rules.Ended;
import io.assetota.server.fleet.rules.FailureLimit;
import io.assetota.server.fleet.rules.Hold;
import io.assetota.server.fleet.rules.LostRelease.Origin;
import io.assetota.server.fleet.rules.MaintenanceWindow;
import io.assetota.server.fleet.rules.RolloutFacts;
import io.assetota.server.fleet.rules.RolloutFacts.Target;
import io.assetota.server.fleet.rules.RolloutStage;
import io.assetota.server.fleet.rules.RolloutState;
import io.assetota.server.fleet.rules.UpdateMode;
import java.time.Instant;
import java.util.Optional;

/**
 * A release on its way to one or all devices.
 *
 * @param id its number
 * @param releaseId the release
 * @param deviceId one device; empty for all
 * @param mode how much say the device has
 * @param consent who has to agree first
 * @param window when devices may install
 * @param canaries how many devices go first
 * @param hold what happens after them
 * @param maxFailures how many failures pause it
 * @param origin why it began
 * @param before what had ended when a person last let it go on; this doesn't count any more
 * @param stage which devices it has got to
 * @param state whether it goes on
 * @param reason why it is paused; else empty
 * @param created when it began
 */
public record Rollout(
    long id,
    long releaseId,
    Optional<String> deviceId,
    UpdateMode mode,
    Consent consent,
    Optional<MaintenanceWindow> window,
    int canaries,
    Hold hold,
    FailureLimit maxFailures,
    Origin origin,
    Ended before,
    RolloutStage stage,
    RolloutState state,
    String reason,
    Instant created) {

  /** Tells whether a person can still do something about it. */
  public boolean isOpen() {
    return state.isOpen();
  }

  /** Tells whether it goes on. */
  public boolean isRunning() {
    return state == RolloutState.RUNNING;
  }

  /** What the rules have to know of it. */
  RolloutFacts facts() {
    Target target = deviceId.isPresent() ? Target.ONE : Target.ALL;
    return new RolloutFacts(state, stage, target, canaries, hold, maxFailures, before);
  }
}
