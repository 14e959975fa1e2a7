package io.assetota.server.fleet.rules;

import io.assetota.ota.rollout.FailureLimit;
import java.util.Set;

/**
 * What the rules have to know of a rollout.
 *
 * @param state whether it goes on
 * @param target which devices it is for
 * @param wave the wave that it has got to
 * @param hold what happens after the first wave
 * @param maxFailures how many failures of the whole halt it
 * @param before what had ended when a person last let it go on; this doesn't count any more
 */
public record RolloutFacts(
    RolloutState state,
    Target target,
    WaveFacts wave,
    Hold hold,
    FailureLimit maxFailures,
    Ended before) {
  /** Which devices a rollout is for. */
  public enum Target {
    /** One device. */
    ONE,
    /** All devices of the release's platform. */
    ALL,
    /** Those with a tag. */
    TAG,
    /** Those that a saved question finds. */
    SELECTION,
    /** Those of a list. */
    LIST;

    /** Tells whether devices that come later may belong to it. */
    public boolean grows() {
      return this == ALL || this == TAG || this == SELECTION;
    }
  }

  /**
   * Counts the actions of a rollout, or of one of its waves, when it is asked to: that may take
   * long.
   *
   * @param <X> what can go wrong
   */
  public interface Counts<X extends Exception> {
    /** How many actions there are. */
    long all() throws X;

    /** Whether some have not ended. */
    boolean areActive() throws X;

    /** How many have ended, with success or in one of the states that count as failures. */
    Ended ended(Set<ActionState> failures) throws X;
  }
}
