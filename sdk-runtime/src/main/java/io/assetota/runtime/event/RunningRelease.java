package io.assetota.runtime.event;

import io.assetota.core.model.ApplicationId;

/**
 * A release that a runtime runs.
 *
 * @param application SHA-256 that identifies the application with its assets
 * @param version what its makers call it
 * @param standing whether it stays
 */
public record RunningRelease(ApplicationId application, String version, Standing standing) {
  /** Whether a release stays. */
  public enum Standing {
    /** It is installed for good. */
    INSTALLED,
    /** It has to prove itself, or the previous one comes back. */
    ON_TRIAL
  }

  /**
   * Tells whether the previous application comes back if this one fails.
   *
   * @return true while it is on trial
   */
  public boolean isOnTrial() {
    return standing == Standing.ON_TRIAL;
  }
}
