package io.assetota.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** How long requests took; counted by many threads. */
final class Times {
  private final List<Long> nanos = new ArrayList<>();
  private String firstFailure = "";
  private long failures;
  private int again;

  synchronized void took(long time) {
    nanos.add(time);
  }

  synchronized void failed(String what, IOException why) {
    if (failures++ == 0) {
      firstFailure = " first error: " + what + ": " + why;
    }
  }

  /** A kept connection was found closed, and a new one took its place, as any client does it. */
  synchronized void connectedAgain() {
    again++;
  }

  /** Requests, errors, new connections, and the median, 99th percentile and maximum in ms. */
  synchronized String text() {
    List<Long> sorted = new ArrayList<>(nanos);
    Collections.sort(sorted);
    return String.format(
        Locale.ROOT,
        "requests %d errors %d reconnected %d median %.2f p99 %.2f max %.2f%s",
        sorted.size(),
        failures,
        again,
        at(sorted, 0.5),
        at(sorted, 0.99),
        at(sorted, 1),
        firstFailure);
  }

  private static double at(List<Long> sorted, double share) {
    return sorted.isEmpty()
        ? Double.NaN
        : sorted.get((int) Math.min(sorted.size() - 1L, (long) (sorted.size() * share))) / 1e6;
  }
}
