package io.assetota.ota.hawkbit.ddi;

/** The answer of a server to a report. */
public enum DdiReply {
  /** Taken. */
  TAKEN,
  /** The device has no such action now: it is cancelled, or waits for confirmation. */
  UNKNOWN,
  /** The action is over: nothing more has to be done or reported. */
  OVER
}
