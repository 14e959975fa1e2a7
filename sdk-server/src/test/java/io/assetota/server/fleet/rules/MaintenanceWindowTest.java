package io.assetota.server.fleet.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaintenanceWindowTest {
  @ParameterizedTest
  @CsvSource({
    "22:00, 240, UTC, 2026-05-01T21:59:59Z, false",
    "22:00, 240, UTC, 2026-05-01T22:00:00Z, true",
    "22:00, 240, UTC, 2026-05-02T01:59:59Z, true",
    "22:00, 240, UTC, 2026-05-02T02:00:00Z, false",
    "00:00, 1440, UTC, 2026-05-02T23:59:59Z, true",
    // The last hour of a day that has 25 hours.
    "00:00, 1440, Europe/Berlin, 2026-10-25T22:30:00Z, true",
    // Summer time: two hours ahead.
    "02:00, 60, Europe/Berlin, 2026-07-01T00:30:00Z, true",
    "02:00, 60, Europe/Berlin, 2026-07-01T02:30:00Z, false",
    // The night in which half past two does not happen.
    "02:30, 60, Europe/Berlin, 2026-03-29T01:29:59Z, false",
    "02:30, 60, Europe/Berlin, 2026-03-29T01:45:00Z, true",
    "02:30, 60, Europe/Berlin, 2026-03-29T02:30:00Z, false",
    // The night in which it happens twice.
    "02:30, 120, Europe/Berlin, 2026-10-25T00:29:59Z, false",
    "02:30, 120, Europe/Berlin, 2026-10-25T00:30:00Z, true",
    "02:30, 120, Europe/Berlin, 2026-10-25T01:10:00Z, true",
    "02:30, 120, Europe/Berlin, 2026-10-25T02:29:59Z, true",
    "02:30, 120, Europe/Berlin, 2026-10-25T02:30:00Z, false",
  })
  void isOpenFromItsStartForItsLength(
      String start, String minutes, String zone, Instant now, boolean open) throws IOException {
    assertThat(MaintenanceWindow.parse(start, minutes, zone).isOpen(now)).isEqualTo(open);
  }

  @ParameterizedTest
  @CsvSource({
    "25:00, 60, UTC",
    "02:00, 0, UTC",
    "02:00, 1441, UTC",
    "02:00, x, UTC",
    "02:00, 5, Mars"
  })
  void refusesWhatIsNoWindow(String start, String minutes, String zone) {
    assertThatThrownBy(() -> MaintenanceWindow.parse(start, minutes, zone))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("Europe/Berlin");
  }

  @ParameterizedTest
  @CsvSource({
    "02:30-04:30 Europe/Berlin, 02:30, 120, Europe/Berlin, 02:30-04:30 Europe/Berlin",
    "' 2:30 - 4:30 ', 02:30, 120, UTC, 02:30-04:30 UTC",
    "22:00-02:00 +02:00, 22:00, 240, +02:00, 22:00-02:00 +02:00",
    "22:00-24:00, 22:00, 120, UTC, 22:00-24:00 UTC",
    "22:00-00:00, 22:00, 120, UTC, 22:00-24:00 UTC",
    "00:00-24:00 Asia/Tokyo, 00:00, 1440, Asia/Tokyo, 00:00-24:00 Asia/Tokyo",
    "23:59-00:00, 23:59, 1, UTC, 23:59-24:00 UTC",
    "00:01-00:00, 00:01, 1439, UTC, 00:01-24:00 UTC",
  })
  void isReadFromTheTextThatItIsShownAs(
      String text, LocalTime start, int minutes, ZoneId zone, String shown) throws IOException {
    MaintenanceWindow window = MaintenanceWindow.parse(text);
    assertThat(window).isEqualTo(new MaintenanceWindow(start, minutes, zone));
    assertThat(window).hasToString(shown);
    assertThat(MaintenanceWindow.parse(shown)).isEqualTo(window);
  }

  @ParameterizedTest
  @CsvSource({
    "'', a start and an end",
    "02:30, not \"02:30\"",
    "02:30-04:30 Mars, Mars",
    "02:30-04:30 Europe/Berlin x, not",
    "02:30-04:30Europe/Berlin, not",
    "02:30-02:30, a whole day is 00:00-24:00",
    "00:00-00:00, a whole day is 00:00-24:00",
    "24:00-02:00, 24:00",
    "02:30-24:01, 24:01",
    "25:00-26:00, 25:00",
    "02:60-04:00, 02:60",
    "-02:30-04:30, not",
    "2026-05-01T02:30-04:30, not",
  })
  void refusesTextsThatAreNoWindow(String text, String why) {
    assertThatThrownBy(() -> MaintenanceWindow.parse(text))
        .isInstanceOf(RefusedException.class)
        .hasMessageContainingAll("02:30-04:30", "Europe/Berlin", why);
  }

  /** What forms and earlier versions of the server took. */
  @Test
  void hasNoSecondsAndAWholeDayBeginsAtMidnight() throws IOException {
    assertThat(MaintenanceWindow.parse("02:30:59", "60", "UTC")).hasToString("02:30-03:30 UTC");
    assertThat(MaintenanceWindow.parse("02:30", "1440", "UTC")).hasToString("00:00-24:00 UTC");
  }
}
