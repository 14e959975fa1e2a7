package io.assetota.ota.hawkbit.ddi;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The answer to a poll. Of {@code deployment}, {@code confirmation} and {@code cancellation} a
 * server gives one at most.
 *
 * @param interval the time until the next poll
 * @param deployment where an update is described
 * @param confirmation where an update is described that has to be confirmed first
 * @param cancellation where the update is named that has to be stopped
 * @param installed where the last installed update is described
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
