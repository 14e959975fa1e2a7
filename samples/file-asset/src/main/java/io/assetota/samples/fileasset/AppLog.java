package io.assetota.samples.fileasset;

import java.io.PrintStream;
import java.time.Clock;

/** Lines like those of a device: milliseconds since the start, who speaks, how serious it is. */
final class AppLog {
  private final PrintStream out;
  private final Clock clock;
  private final long start;

  AppLog(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
    this.start = clock.millis();
  }

  void info(String message) {
    print("INFO", message);
  }

  void error(String message) {
    print("ERROR", message);
  }

  private void print(String level, String message) {
    print(String.format("%010d [app] %s: %s", clock.millis() - start, level, message));
  }

  /** Prints a line of nothing but this. */
  void print(String line) {
    out.println(line);
  }
}
