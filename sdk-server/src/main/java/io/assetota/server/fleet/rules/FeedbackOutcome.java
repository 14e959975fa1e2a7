package io.assetota.server.fleet.rules;

/** What becomes of a device's feedback. */
public enum FeedbackOutcome {
  /** Taken. */
  TAKEN,
  /** There is no such action for this device. */
  UNKNOWN,
  /** The action is in a state in which there is nothing of this kind to say. */
  NOT_NOW,
  /** The action is over. */
  OVER,
  /** The device has said too much about it. */
  TOO_MANY
}
