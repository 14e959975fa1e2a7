package io.assetota.server.fleet.rules;

/** Who has to agree before a device begins with an update. */
public enum Consent {
  /** Nobody: whoever starts the rollout decides. */
  NOT_NEEDED,
  /** The device's owner. */
  OF_OWNER
}
