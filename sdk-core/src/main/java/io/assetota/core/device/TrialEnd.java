package io.assetota.core.device;

import io.assetota.core.model.ApplicationId;
import java.time.Instant;

/**
 * How the last trial on a device ended. Written in one step with that, and kept until the next
 * trial, or until the same application is installed again.
 *
 * @param application identifies the application that was on trial
 * @param kind how it ended
 * @param at when
 */
public record TrialEnd(ApplicationId application, Kind kind, Instant at) {
  /** How a trial ended. */
  public enum Kind {
    /** The application confirmed and stays. */
    CONFIRMED("confirmed"),
    /** The previous application is back: that was asked for. */
    ROLLED_BACK("it was asked for"),
    /** The previous application is back: nobody confirmed in time. */
    OVERDUE("nobody confirmed in time"),
    /** The previous application is back: the new one started too often without confirming. */
    KEPT_STARTING("it started again and again without confirming"),
    /**
     * The previous application is back: the runtime found that the new one does not work, or a
     * handler failed without which it can't stay.
     */
    FAILED("it did not work"),
    /** The previous application is back: the new one is damaged on disk. */
    DAMAGED("it is damaged on disk");

    private final String reason;

    Kind(String reason) {
      this.reason = reason;
    }

    /**
     * Describes it for people.
     *
     * @return why the trial ended
     */
    public String reason() {
      return reason;
    }
  }

  /**
   * Returns whether the previous application is back.
   *
   * @return true if it is the previous one
   */
  public boolean isRolledBack() {
    return kind != Kind.CONFIRMED;
  }
}
