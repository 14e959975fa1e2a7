package io.assetota.runtime.event;

import java.time.Instant;
import java.util.Optional;

/**
 * How a runtime stands.
 *
 * @param state what it does
 * @param since since when, by the device's clock
 * @param release what it runs; empty if there is nothing to run
 * @param starts how many times that was started in a row; from 1 again when it has worked for a
 *     while
 * @param lastFailure the last failure, of this or an earlier release; empty if there was none
 * @param text all of that as one sentence for people
 */
public record RuntimeStatus(
    State state,
    Instant since,
    Optional<RunningRelease> release,
    int starts,
    Optional<RunFailure> lastFailure,
    String text) {
  /** What a runtime does. */
  public enum State {
    /** There is nothing to run, or it can't be run. */
    WAITING,
    /** The application runs and hasn't given a healthy answer yet. */
    STARTING,
    /** The application works. */
    RUNNING,
    /** The application failed and is started again after a pause. */
    PAUSING,
    /** The application is being stopped. */
    STOPPING,
    /** The runtime has ended, and the application with it. */
    ENDED
  }
}
