package io.assetota.server.fleet.rules;

/**
 * What the rules have to know of a rollout.
 *
 * @param state whether it goes on
 * @param stage which devices it has got to
 * @param target which devices it is for
 * @param canaries how many devices go first
 * @param hold what happens after them
 * @param maxFailures how many failures pause it
 * @param before what had ended when a person last let it go on; this doesn't count any more
 */
public record RolloutFacts(
    RolloutState state,
    RolloutStage stage,
    Target target,
    int canaries,
    Hold hold,
    FailureLimit maxFailures,
    Ended before) {
  /** Which devices a rollout is for. */
  public enum Target {
    /** One device. */
    ONE,
    /** All devices of the release's platform. */
    ALL
  }

  /**
   * Counts the actions of the rollout, when it is asked to: that may take long.
   *
   * @param <X> what can go wrong
   */
  public interface Counts<X extends Exception> {
    /** How many actions there are. */
    long all() throws X;

    /** How many have not ended. */
    long active() throws X;

    /** How many have ended. */
    Ended ended() throws X;
  }
}
