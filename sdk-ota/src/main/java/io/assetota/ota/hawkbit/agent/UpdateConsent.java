package io.assetota.ota.hawkbit.agent;

import io.assetota.ota.hawkbit.ddi.DdiDeployment;

/**
 * Confirms updates that the server wants confirmed, at the device. Asked at each poll until there
 * is an answer; people may also confirm at the server.
 */
@FunctionalInterface
public interface UpdateConsent {
  /** The answer. */
  enum Answer {
    /** The update may begin. */
    CONFIRM,
    /** The update must not begin. It stays on offer, and the denial is reported once. */
    DENY,
    /** There is no decision yet. */
    WAIT
  }

  /** Leaves the decision to the people at the server. */
  UpdateConsent AT_SERVER = deployment -> Answer.WAIT;

  /** Confirms every update. */
  UpdateConsent GIVEN = deployment -> Answer.CONFIRM;

  /**
   * Decides about an update. Must not wait for a person: answer {@code WAIT} to be asked again.
   *
   * @param deployment what would be installed
   * @return the decision
   */
  Answer decide(DdiDeployment deployment);
}
