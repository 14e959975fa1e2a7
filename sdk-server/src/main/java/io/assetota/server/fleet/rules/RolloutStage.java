package io.assetota.server.fleet.rules;

/** Which devices a rollout has got to. */
public enum RolloutStage {
  /** The first few: its canaries. */
  CANARY,
  /** All. */
  ALL
}
