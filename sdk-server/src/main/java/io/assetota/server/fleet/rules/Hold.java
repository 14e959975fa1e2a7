package io.assetota.server.fleet.rules;

/** What happens when a rollout's first wave is done. */
public enum Hold {
  /** The next one follows. */
  NONE,
  /** The rollout waits for a person. */
  AFTER_CANARIES
}
