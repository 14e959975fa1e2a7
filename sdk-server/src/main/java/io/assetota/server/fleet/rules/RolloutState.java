package io.assetota.server.fleet.rules;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;

/** Whether a rollout goes on. {@link RolloutRules} says how it goes from one to another. */
public enum RolloutState {
  /** It goes on. */
  RUNNING,
  /** Nothing new begins: a person wanted that, now or in its plan. */
  PAUSED,
  /** Nothing new begins: too many failures stopped it. */
  HALTED,
  /** A person ended it. */
  CANCELED,
  /** A later one for the same devices took its place. */
  REPLACED,
  /** It was for devices that are all done. */
  DONE;

  /** A person can still do something about it. */
  public static final ImmutableSet<RolloutState> OPEN =
      Sets.immutableEnumSet(RUNNING, PAUSED, HALTED);

  /** Tells whether a person can still do something about it. */
  public boolean isOpen() {
    return OPEN.contains(this);
  }
}
