package io.assetota.core.store.clock;

import static java.time.temporal.ChronoUnit.MILLIS;

import java.time.Duration;
import java.time.Instant;

/**
 * Tells a device's time in two ways: by the clock on the wall, which may be wrong and is set while
 * the device runs, and by the one that runs evenly since the last boot. Safe for use by several
 * threads.
 */
public interface DeviceClock {
  /**
   * Reads both clocks.
   *
   * @return what they say now
   */
  Reading read();

  /**
   * What the clocks said at one moment.
   *
   * @param wall the time of day
   * @param isWallBelieved whether that can be believed
   * @param boot identifies the boot that {@code uptime} counts from; the same for all processes
   * @param uptime how long the device has been running, in milliseconds
   */
  record Reading(Instant wall, boolean isWallBelieved, String boot, Duration uptime) {
    /** Cuts the time to what is written to the disk. */
    public Reading {
      uptime = uptime.truncatedTo(MILLIS);
    }

    /** Returns when the device was switched on, if the clock on the wall is right. */
    public Instant bootedAt() {
      return wall.minus(uptime);
    }

    /**
     * Tells whether this is later in the same boot. A container may see the boot of its host, and
     * an uptime of its own that begins anew.
     */
    public boolean isLaterInBootOf(Reading earlier) {
      return boot.equals(earlier.boot) && uptime.compareTo(earlier.uptime) >= 0;
    }
  }
}
