package io.assetota.server.fleet;

/** What becomes of a device's feedback. */
public enum FeedbackOutcome {
  /** Taken. */
  TAKEN,
  /** There is no such action for this device, or it is not the time for it. */
  UNKNOWN,
  /** The action is over. */
  OVER,
  /** The device has said too much about it. */
  TOO_MANY
}
