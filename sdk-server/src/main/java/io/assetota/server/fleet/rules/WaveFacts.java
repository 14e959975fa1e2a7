package io.assetota.server.fleet.rules;

import io.assetota.ota.rollout.FailureLimit;
import java.util.OptionalLong;

/**
 * What the rules have to know of the wave that a rollout has got to.
 *
 * @param position which one it is, from 0 on
 * @param of how many waves there are
 * @param devices how many devices it has; empty for all that it suits
 * @param maxFailures how many failures halt the rollout
 * @param success the share of its devices that have to succeed, in percent
 * @param before what had ended when a person last let the rollout go on; this doesn't count any
 *     more
 * @param settlement whether all its devices have got their part
 * @param progress whether it was found to be done before
 */
public record WaveFacts(
    int position,
    int of,
    OptionalLong devices,
    FailureLimit maxFailures,
    int success,
    Ended before,
    Settlement settlement,
    Progress progress) {
  /** Whether devices have got their part. */
  public enum Settlement {
    /** All that are there. */
    SETTLED,
    /** Some are still to get it. */
    UNDER_WAY
  }

  /** Whether a wave is done. */
  public enum Progress {
    /** It was not found to be done. */
    GOING_ON,
    /** It is done, and the rollout waits before it goes on. */
    DONE
  }

  /** Tells whether no other wave comes after it. */
  public boolean isLast() {
    return position == of - 1;
  }
}
