package io.assetota.runtime.event;

import java.time.Duration;

/** What happens to the application of a device. */
public sealed interface RuntimeEvent {
  /**
   * There is nothing to run, or it can't be run now.
   *
   * @param why for people
   */
  record Waiting(String why) implements RuntimeEvent {}

  /**
   * An earlier runtime of this device folder was killed, and what it had started is still there. It
   * is ended before anything else is started.
   *
   * @param pid one of its processes
   */
  record LeftBehind(long pid) implements RuntimeEvent {}

  /**
   * The application was started.
   *
   * @param release what was started
   * @param start how many times this release was started in a row, from 1
   * @param pid its process
   */
  record Started(RunningRelease release, int start, long pid) implements RuntimeEvent {}

  /**
   * The application works, as far as its health check tells.
   *
   * @param release the application
   * @param after how long after its start
   */
  record Healthy(RunningRelease release, Duration after) implements RuntimeEvent {}

  /**
   * The application was on trial and has proven itself: it stays.
   *
   * @param release the application
   */
  record Confirmed(RunningRelease release) implements RuntimeEvent {}

  /**
   * The application failed and is started again.
   *
   * @param failure how it failed
   * @param pause how long it waits before that
   */
  record Failed(RunFailure failure, Duration pause) implements RuntimeEvent {}

  /**
   * The application failed its trial, and the previous one is back with its assets.
   *
   * @param failure how it failed
   */
  record Replaced(RunFailure failure) implements RuntimeEvent {}

  /**
   * The application is asked to end (SIGTERM).
   *
   * @param release the application
   * @param why for people
   */
  record Stopping(RunningRelease release, String why) implements RuntimeEvent {}

  /**
   * The application didn't end when it was asked to, and is killed (SIGKILL) with all that it
   * started.
   *
   * @param release the application
   * @param grace how long it had
   */
  record Killed(RunningRelease release, Duration grace) implements RuntimeEvent {}
}
