package io.assetota.ota.hawkbit.agent;

import io.assetota.ota.hawkbit.ddi.DdiDeployment;

/**
 * Decides about updates that the server wants confirmed. A person may do that at the server, or at
 * the device: then it is asked here, at each poll until there is an answer.
 */
@FunctionalInterface
public interface UpdateConsent {
  /** What becomes of an update. */
  enum Answer {
    /** It may begin. */
    CONFIRM,
    /** It may not. It stays on offer, and the server is told once. */
    DENY,
    /** Nobody has decided yet. */
    WAIT
  }

  /** Leaves it to the people at the server. */
  UpdateConsent AT_SERVER = deployment -> Answer.WAIT;

  /** Confirms all. */
  UpdateConsent GIVEN = deployment -> Answer.CONFIRM;

  /**
   * Decides. Must not wait for a person: answer {@code WAIT} and be asked again.
   *
   * @param deployment what would be installed
   * @return the decision
   */
  Answer decide(DdiDeployment deployment);
}
