package io.assetota.ota;

import java.util.Optional;

/**
 * What an update did.
 *
 * @param outcome how it ended
 * @param plan what it had to do
 * @param bytesFetched bytes of the bundle that came from the source: all that this try has read of
 *     directory, application and assets, from a file without the directory
 * @param hookFailure why the {@linkplain ApplicationHook hook} failed after the installation, if it
 *     did
 */
public record UpdateResult(
    Outcome outcome, UpdatePlan plan, long bytesFetched, Optional<Exception> hookFailure) {
  /** How an update ended. */
  public enum Outcome {
    /** Application and assets are installed. */
    INSTALLED,
    /** They are installed, and go again unless the application confirms in time. */
    ON_TRIAL,
    /** All has come and is kept; the device is as it was. */
    DOWNLOADED,
    /** The control declined; no asset has been fetched. */
    DECLINED
  }

  UpdateResult(Outcome outcome, UpdatePlan plan, long bytesFetched) {
    this(outcome, plan, bytesFetched, Optional.empty());
  }

  UpdateResult withHookFailure(Optional<Exception> failure) {
    return new UpdateResult(outcome, plan, bytesFetched, failure);
  }

  /**
   * Tells whether the device has the new application now.
   *
   * @return true if it is installed, on trial or not
   */
  public boolean isInstalled() {
    return outcome == Outcome.INSTALLED || outcome == Outcome.ON_TRIAL;
  }
}
