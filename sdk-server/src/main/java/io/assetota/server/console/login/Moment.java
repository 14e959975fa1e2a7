package io.assetota.server.console.login;

import java.time.Duration;
import java.time.Instant;

/**
 * A moment by two clocks. The wall clock may be set back, and the other one may stop while the
 * machine sleeps: the one that saw more time pass counts.
 *
 * @param wall by the wall clock
 * @param nanos by a clock that only goes forward, in nanoseconds
 */
record Moment(Instant wall, long nanos) {
  Duration since(Moment earlier) {
    Duration byWall = Duration.between(earlier.wall, wall);
    Duration bySteps = Duration.ofNanos(nanos - earlier.nanos);
    return byWall.compareTo(bySteps) > 0 ? byWall : bySteps;
  }
}
