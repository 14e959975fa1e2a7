package io.assetota.server.fleet.rules;

/** Whether a release goes to devices on which its trial has failed. */
public enum AfterFailedTrial {
  /** Those are left out. */
  LEFT_OUT,
  /** They try it again. */
  AGAIN
}
