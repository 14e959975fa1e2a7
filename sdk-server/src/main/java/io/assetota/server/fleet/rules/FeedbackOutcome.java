package io.assetota.server.fleet.rules;

/** What becomes of a device's message. */
public enum FeedbackOutcome {
  /** It was taken. */
  TAKEN,
  /** There is no such action for this device. */
  UNKNOWN,
  /** The action is in a state in which there is nothing of this kind to say. */
  NOT_NOW,
  /** The action is over. */
  OVER,
  /** The device has sent too many messages about it. */
  TOO_MANY
}
