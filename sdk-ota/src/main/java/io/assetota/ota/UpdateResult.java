package io.assetota.ota;

import java.util.Optional;

/**
 * What an update did.
 *
 * @param outcome how it ended
 * @param plan what it had to do
 * @param bytesFetched bytes of the bundle that this attempt has read from the source: directory,
 *     application and assets; from a file without the directory
 * @param hookFailure why the {@linkplain ApplicationHook hook} failed after the installation, if it
 *     did
 */
public record UpdateResult(
    Outcome outcome, UpdatePlan plan, long bytesFetched, Optional<Exception> hookFailure) {
  /** How an update ended. */
  public enum Outcome {
    /** Application and assets are installed. */
    INSTALLED,
    /**
     * Application and assets are installed, and are rolled back unless the application confirms in
     * time.
     */
    ON_TRIAL,
    /** Everything is fetched and kept; the device is as it was. */
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
   * Tells whether the new application is installed.
   *
   * @return true if it is installed, on trial or not
   */
  public boolean isInstalled() {
    return outcome == Outcome.INSTALLED || outcome == Outcome.ON_TRIAL;
  }
}
