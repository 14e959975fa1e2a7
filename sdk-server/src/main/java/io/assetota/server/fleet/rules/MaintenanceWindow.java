package io.assetota.server.fleet.rules;

import io.assetota.core.model.Printable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time of each day in which devices may install. It is as long on each day, also when clocks
 * change in it.
 *
 * @param start when it begins, in whole minutes; midnight for a whole day
 * @param minutes how long it is: 1 to 1440
 * @param zone whose time that is
 */
public record MaintenanceWindow(LocalTime start, int minutes, ZoneId zone) {
  private static final int MINUTES_A_DAY = 24 * 60;
  private static final String MIDNIGHT = "24:00";
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,2}:\\d{2})\\s*-\\s*(\\d{1,2}:\\d{2})(?:\\s+(\\S+))?");

  /** Checks the length. */
  public MaintenanceWindow {
    if (minutes < 1 || minutes > MINUTES_A_DAY) {
      throw new IllegalArgumentException("a window has 1 to 1440 minutes, not " + minutes);
    }
    start = minutes == MINUTES_A_DAY ? LocalTime.MIDNIGHT : start.truncatedTo(ChronoUnit.MINUTES);
  }

  /** Takes one from the texts of a form. */
  public static MaintenanceWindow parse(String start, String minutes, String zone)
      throws RefusedException {
    try {
      return new MaintenanceWindow(
          LocalTime.parse(start), Integer.parseInt(minutes), ZoneId.of(zone));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw refused(
          "a start like 02:30, 1 to 1440 minutes and a time zone", String.valueOf(e.getMessage()));
    }
  }

  /**
   * Takes one from a text such as {@code 02:30-04:30 Europe/Berlin}. Without a zone it is UTC. An
   * end before the start is on the next day; {@code 24:00} is midnight. A start that is the end,
   * too, is refused, rather than to allow a whole day by mistake.
   */
  public static MaintenanceWindow parse(String text) throws RefusedException {
    String needed = "a start and an end like 02:30-04:30, and may have a time zone";
    Matcher parts = TEXT.matcher(text.strip());
    if (!parts.matches()) {
      throw refused(needed, "not \"" + text.strip() + "\"");
    }
    try {
      LocalTime start = time(parts.group(1));
      String end = parts.group(2);
      long minutes =
          Duration.between(start, end.equals(MIDNIGHT) ? LocalTime.MIDNIGHT : time(end))
              .toMinutes();
      boolean wholeDay = minutes == 0 && end.equals(MIDNIGHT);
      if (minutes == 0 && !wholeDay) {
        throw refused(needed, "it ends when it starts; a whole day is 00:00-24:00");
      }
      return new MaintenanceWindow(
          start,
          (int) (minutes > 0 ? minutes : minutes + MINUTES_A_DAY),
          ZoneId.of(parts.group(3) == null ? "UTC" : parts.group(3)));
    } catch (DateTimeException e) {
      throw refused(needed, String.valueOf(e.getMessage()));
    }
  }

  private static LocalTime time(String text) {
    return LocalTime.parse(text.length() < MIDNIGHT.length() ? "0" + text : text);
  }

  private static RefusedException refused(String needed, String problem) {
    return new RefusedException(
        "The maintenance window needs "
            + needed
            + " like Europe/Berlin: "
            + Printable.text(problem));
  }

  /** Tells whether it is open: also when it began the day before. */
  public boolean isOpen(Instant now) {
    if (minutes == MINUTES_A_DAY) {
      return true; // A day may have 25 hours.
    }
    LocalDate today = LocalDate.ofInstant(now, zone);
    Instant begin = begin(today);
    if (begin.isAfter(now)) {
      begin = begin(today.minusDays(1));
    }
    return Duration.between(begin, now).toMinutes() < minutes;
  }

  /** Of two times with this name it is the first one; of none, an hour later. */
  private Instant begin(LocalDate day) {
    return day.atTime(start).atZone(zone).toInstant();
  }

  /** Returns the text that {@link #parse(String)} takes. */
  @Override
  public String toString() {
    LocalTime end = start.plusMinutes(minutes);
    return start + "-" + (end.equals(LocalTime.MIDNIGHT) ? MIDNIGHT : end) + " " + zone;
  }
}
