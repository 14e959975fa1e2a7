package io.assetota.server.fleet.rules;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;

/** Whether a rollout goes on. {@link RolloutRules} says how it goes from one to another. */
public enum RolloutState {
  /** It goes on. */
  RUNNING,
  /** Nothing new begins. */
  PAUSED,
  /** A person ended it. */
  CANCELED,
  /** A later one for all devices took its place. */
  REPLACED,
  /** It was for one device, which is done. */
  DONE;

  /** A person can still do something about it. */
  public static final ImmutableSet<RolloutState> OPEN = Sets.immutableEnumSet(RUNNING, PAUSED);

  /** Tells whether a person can still do something about it. */
  public boolean isOpen() {
    return OPEN.contains(this);
  }
}
