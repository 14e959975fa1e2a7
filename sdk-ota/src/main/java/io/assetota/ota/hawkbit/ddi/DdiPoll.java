package io.assetota.ota.hawkbit.ddi;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What there is to do, and when to ask again. Of {@code deployment}, {@code confirmation} and
 * {@code cancellation} a server gives one at most.
 *
 * @param interval how long to wait until the next poll, as the server says
 * @param deployment where an update is described
 * @param confirmation where an update is described that somebody has to allow first
 * @param cancellation where it is said which update to stop
 * @param installed where the last update is described that was installed
 * @param configData where the server wants the device's attributes
 */
public record DdiPoll(
    Duration interval,
    Optional<URI> deployment,
    Optional<URI> confirmation,
    Optional<URI> cancellation,
    Optional<URI> installed,
    Optional<URI> configData) {
  /**
   * Tells whether there is nothing to do.
   *
   * @return true without a deployment, a confirmation and a cancellation
   */
  public boolean isIdle() {
    return deployment.isEmpty() && confirmation.isEmpty() && cancellation.isEmpty();
  }
}
