package io.assetota.runtime.supervise;

import io.assetota.core.model.Printable;
import io.assetota.runtime.event.RunFailure;
import io.assetota.runtime.event.RunningRelease;
import java.time.Duration;
import java.util.Locale;

/** Says for people what a runtime does. */
final class Wording {
  private static final int SIGNALS = 128;

  private Wording() {}

  static String time(Duration time) {
    if (time.toMillis() < 10_000) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
    if (time.toSeconds() < 600) {
      return time.toSeconds() + " s";
    }
    return time.toHours() >= 10 ? time.toHours() + " h" : time.toMinutes() + " min";
  }

  static String release(RunningRelease release) {
    return "version "
        + Printable.line(release.version())
        + (release.isOnTrial() ? " (on trial)" : "");
  }

  static String exit(int exitCode, Duration after) {
    return (exitCode > SIGNALS
            ? "it was ended by signal " + (exitCode - SIGNALS)
            : "it ended with exit code " + exitCode)
        + ", "
        + time(after)
        + " after its start";
  }

  static String replaced(RunFailure failure) {
    return "version " + Printable.line(failure.version()) + " failed: " + failure.reason();
  }
}
