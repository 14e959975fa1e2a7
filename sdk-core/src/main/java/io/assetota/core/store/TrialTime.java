package io.assetota.core.store;

import static java.time.temporal.ChronoUnit.MILLIS;

import io.assetota.core.store.clock.DeviceClock.Reading;
import java.time.Duration;
import java.time.Instant;

/**
 * How much time of a trial has passed: counted by the uptime within a boot, and from one boot to
 * another by the clock on the wall, if that was believed at both ends. Else the time in which the
 * device was off, or which nobody wrote down, doesn't count: an application can't confirm in it.
 *
 * @param counted what had passed by the mark
 * @param mark when it was counted
 */
public record TrialTime(Duration counted, Reading mark) {
  /** More than clocks drift until they are adjusted; less is not worth a write. */
  private static final Duration SAME = Duration.ofMinutes(1);

  public TrialTime {
    counted = counted.truncatedTo(MILLIS);
  }

  public static TrialTime begun(Reading now) {
    return new TrialTime(Duration.ZERO, now);
  }

  /** A trial that was begun by a version which kept no boot: what has passed isn't known. */
  static TrialTime unknown(Instant since) {
    return begun(new Reading(since, false, "", Duration.ZERO));
  }

  /** Returns how much has passed by now. */
  Duration passed(Reading now) {
    if (now.isLaterInBootOf(mark)) {
      return counted.plus(now.uptime()).minus(mark.uptime());
    }
    if (mark.boot().isEmpty()) {
      return counted;
    }
    Duration sinceBoot = now.uptime();
    if (!mark.isWallBelieved()
        || !now.isWallBelieved()
        || now.bootedAt().isBefore(mark.wall().minus(SAME))) {
      return counted.plus(sinceBoot);
    }
    Duration onTheWall = Duration.between(mark.wall(), now.wall());
    return counted.plus(onTheWall.compareTo(sinceBoot) > 0 ? onTheWall : sinceBoot);
  }

  /** Counts up to now. */
  TrialTime markedAt(Reading now) {
    return new TrialTime(passed(now), now);
  }

  /** Takes the time up: in the same boot, and while nobody sets the clock, nothing changes. */
  TrialTime resumed(Reading now) {
    boolean isRunning =
        now.isLaterInBootOf(mark)
            && now.isWallBelieved() == mark.isWallBelieved()
            && Duration.between(mark.bootedAt(), now.bootedAt()).abs().compareTo(SAME) <= 0;
    return isRunning ? this : markedAt(now);
  }

  /** Returns when the time began, as the clock on the wall says now. */
  Instant since() {
    return mark.wall().minus(counted);
  }
}
