package io.assetota.server.fleet.rules;

import io.assetota.core.model.Printable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * A time of each day in which devices may install.
 *
 * @param start when it begins
 * @param minutes how long it is: 1 to 1440
 * @param zone whose time that is
 */
public record MaintenanceWindow(LocalTime start, int minutes, ZoneId zone) {
  private static final int MINUTES_A_DAY = 24 * 60;

  /** Checks the length. */
  public MaintenanceWindow {
    if (minutes < 1 || minutes > MINUTES_A_DAY) {
      throw new IllegalArgumentException("a window has 1 to 1440 minutes, not " + minutes);
    }
  }

  /** Takes one from texts. */
  public static MaintenanceWindow parse(String start, String minutes, String zone)
      throws RefusedException {
    try {
      return new MaintenanceWindow(
          LocalTime.parse(start), Integer.parseInt(minutes), ZoneId.of(zone));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new RefusedException(
          "The maintenance window needs a start like 02:30, 1 to 1440 minutes and a time zone like"
              + " Europe/Berlin: "
              + Printable.text(String.valueOf(e.getMessage())));
    }
  }

  /** Tells whether it is open: also when it began the day before. */
  public boolean isOpen(Instant now) {
    ZonedDateTime here = now.atZone(zone);
    ZonedDateTime begin = here.with(start);
    if (begin.isAfter(here)) {
      begin = here.minusDays(1).with(start);
    }
    return Duration.between(begin, here).toMinutes() < minutes;
  }

  @Override
  public String toString() {
    return "daily from " + start + " for " + minutes + " min (" + zone + ")";
  }
}
