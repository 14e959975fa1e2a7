package io.assetota.server.fleet.rollouts;

import io.assetota.server.fleet.rules.ActionState;
import java.time.Instant;
import java.util.Objects;

/**
 * One device's part in a rollout.
 *
 * @param id its number, which the device sees
 * @param rolloutId the rollout
 * @param releaseId the release to install
 * @param deviceId the device
 * @param state how far it is
 * @param revision grows with each change that the device has to see
 * @param statuses how many statuses the device has sent
 * @param bytesSent bytes of the bundle that were sent, over all requests
 * @param created when it was assigned
 * @param updated when its state last changed, or the device last reported something
 * @param wave the wave of its rollout
 * @param reason why it failed, also after it was installed; else empty
 */
public record Action(
    long id,
    long rolloutId,
    long releaseId,
    String deviceId,
    ActionState state,
    int revision,
    int statuses,
    long bytesSent,
    Instant created,
    Instant updated,
    int wave,
    String reason) {
  /** Returns a number that differs whenever the device has to look again. */
  public int changeMark() {
    return Objects.hash(id, revision, created.toEpochMilli()) & Integer.MAX_VALUE;
  }

  Action withBytesSent(long bytes) {
    return new Action(
        id, rolloutId, releaseId, deviceId, state, revision, statuses, bytes, created, updated,
        wave, reason);
  }
}
