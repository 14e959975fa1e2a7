package io.assetota.server.fleet.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
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
    // Summer time: two hours ahead.
    "02:00, 60, Europe/Berlin, 2026-07-01T00:30:00Z, true",
    "02:00, 60, Europe/Berlin, 2026-07-01T02:30:00Z, false",
    // The night in which half past two does not happen.
    "02:30, 60, Europe/Berlin, 2026-03-29T01:45:00Z, true",
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
}
