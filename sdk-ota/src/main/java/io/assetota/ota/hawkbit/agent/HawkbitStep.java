package io.assetota.ota.hawkbit.agent;

/** What came of one poll. */
public enum HawkbitStep {
  /** There is nothing to do. */
  IDLE,
  /** Something has to wait: for consent, for its time, for the device. */
  WAITING,
  /** All was fetched that should only be fetched. */
  DOWNLOADED,
  /** An update is installed. */
  INSTALLED,
  /** An update failed for good, and the server knows why. */
  FAILED,
  /** An update was stopped, as the server wanted. */
  CANCELLED
}
