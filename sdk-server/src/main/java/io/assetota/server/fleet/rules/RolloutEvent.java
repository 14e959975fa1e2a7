package io.assetota.server.fleet.rules;

/** What happens to a rollout as a whole. */
public enum RolloutEvent {
  /** A person, or its plan, stops it for now. */
  PAUSE,
  /** Too many failures stop it for now. */
  HALT,
  /** A person lets it go on. */
  RESUME,
  /** A person ends it. */
  CANCEL,
  /** Another rollout to its devices begins. */
  REPLACE,
  /** A person blocks its release. */
  BLOCK,
  /** Its devices are done, and no others can come. */
  FINISH
}
