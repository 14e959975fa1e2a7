package io.assetota.runtime.supervise;

import io.assetota.runtime.port.RunningApplication;
import java.time.Duration;

/** The end of an application: it is asked, it has its grace, and then it is killed. */
final class Stop {
  /** How far a stop is. */
  enum Progress {
    /** Some of its processes are alive. */
    GOING_ON,
    /** They have just been killed, as they had not ended in time. */
    KILLING,
    /** All have ended. */
    DONE
  }

  private final RunningApplication application;
  private final Duration deadline;
  private final Runnable afterwards;
  private boolean killed;

  /**
   * Asks an application to end.
   *
   * @param grace how long it has
   * @param afterwards what is to be done then
   */
  Stop(RunningApplication application, Duration now, Duration grace, Runnable afterwards) {
    this.application = application;
    this.deadline = now.plus(grace);
    this.afterwards = afterwards;
    application.terminate();
  }

  /** Goes on. */
  Progress step(Duration now) {
    if (!application.isAlive()) {
      return Progress.DONE;
    }
    if (now.compareTo(deadline) < 0) {
      return Progress.GOING_ON;
    }
    // Again and again: what it started at the last moment has to go, too.
    application.kill();
    boolean first = !killed;
    killed = true;
    return first ? Progress.KILLING : Progress.GOING_ON;
  }

  void finish() {
    afterwards.run();
  }
}
