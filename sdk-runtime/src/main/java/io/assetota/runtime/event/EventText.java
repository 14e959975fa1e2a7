package io.assetota.runtime.event;

import io.assetota.core.model.Printable;
import java.time.Duration;

/** Describes what a runtime does, for people. */
public final class EventText {
  private EventText() {}

  /**
   * Describes an event.
   *
   * @param event what happened
   * @return a line without a full stop
   */
  public static String of(RuntimeEvent event) {
    if (event instanceof RuntimeEvent.Waiting waiting) {
      return "waiting: " + Printable.line(waiting.why());
    }
    if (event instanceof RuntimeEvent.LeftBehind left) {
      return "stopping a process that an earlier runtime left: " + left.pid();
    }
    if (event instanceof RuntimeEvent.Started started) {
      return "started "
          + release(started.release())
          + ", process "
          + started.pid()
          + (started.start() > 1 ? ", start " + started.start() + " in a row" : "");
    }
    if (event instanceof RuntimeEvent.Healthy healthy) {
      return release(healthy.release())
          + " is healthy "
          + time(healthy.after())
          + " after its start";
    }
    if (event instanceof RuntimeEvent.Confirmed confirmed) {
      return release(confirmed.release()) + " is confirmed";
    }
    if (event instanceof RuntimeEvent.Stopping stopping) {
      return "stopping " + release(stopping.release()) + ": " + Printable.line(stopping.why());
    }
    if (event instanceof RuntimeEvent.Killed killed) {
      return release(killed.release())
          + " did not exit within "
          + time(killed.grace())
          + ": killed";
    }
    if (event instanceof RuntimeEvent.Failed failed) {
      return failure(failed.failure()) + "; restarting in " + time(failed.pause());
    }
    if (event instanceof RuntimeEvent.Replaced replaced) {
      return failure(replaced.failure()) + "; the previous version is back";
    }
    throw new IllegalArgumentException("unknown event " + event);
  }

  private static String release(RunningRelease release) {
    return "version "
        + Printable.line(release.version())
        + (release.isOnTrial() ? " (on trial)" : "");
  }

  private static String failure(RunFailure failure) {
    return "version "
        + Printable.line(failure.version())
        + " failed: "
        + Printable.line(failure.reason());
  }

  private static String time(Duration time) {
    return time.toMillis() < 10_000
        ? time.toMillis() / 1000 + "." + time.toMillis() % 1000 / 100 + " s"
        : time.toSeconds() + " s";
  }
}
