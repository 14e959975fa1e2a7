package io.assetota.server.fleet.rollouts;

import java.time.Instant;
import java.util.List;

/**
 * An entry of an action's history.
 *
 * @param actionId the action
 * @param received when it was noted
 * @param execution what happened, in lower case
 * @param finished the result that came with it, in lower case
 * @param details messages for people, which may have several lines
 */
public record ActionStatus(
    long actionId, Instant received, String execution, String finished, List<String> details) {
  /** Copies the list. */
  public ActionStatus {
    details = List.copyOf(details);
  }
}
