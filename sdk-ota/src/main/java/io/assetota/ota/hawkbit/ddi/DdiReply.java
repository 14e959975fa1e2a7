package io.assetota.ota.hawkbit.ddi;

/** What a server says to a feedback. */
public enum DdiReply {
  /** Taken. */
  TAKEN,
  /** There is no such action for the device now: it is cancelled, or waits for confirmation. */
  UNKNOWN,
  /** The action is over: nothing more is to be done or said about it. */
  OVER
}
