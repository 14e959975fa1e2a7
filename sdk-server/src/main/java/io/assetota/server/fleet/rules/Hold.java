package io.assetota.server.fleet.rules;

/** What happens when a rollout's canaries have succeeded. */
public enum Hold {
  /** All others follow. */
  NONE,
  /** The rollout waits for a person. */
  AFTER_CANARIES
}
