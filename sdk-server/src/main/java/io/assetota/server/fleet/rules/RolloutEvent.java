package io.assetota.server.fleet.rules;

/** What happens to a rollout as a whole. */
public enum RolloutEvent {
  /** A person, or a limit, stops it for now. */
  PAUSE,
  /** A person lets it go on. */
  RESUME,
  /** A person ends it. */
  CANCEL,
  /** Another rollout to all devices begins. */
  REPLACE,
  /** Its one device is done. */
  FINISH
}
