package io.assetota.ota.hawkbit.agent;

/** The result of one poll. */
public enum HawkbitStep {
  /** There is nothing to do. */
  IDLE,
  /** An action waits: for a confirmation, for its maintenance window, for the device. */
  WAITING,
  /** Everything is fetched of an action that only downloads. */
  DOWNLOADED,
  /** An update is installed. */
  INSTALLED,
  /** An update failed for good, and that was reported to the server. */
  FAILED,
  /** An update was stopped because the server cancelled it. */
  CANCELLED
}
