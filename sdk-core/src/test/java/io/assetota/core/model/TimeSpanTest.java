package io.assetota.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times as people write them. */
class TimeSpanTest {
  @ParameterizedTest
  @CsvSource({
    "0s, PT0S",
    "90s, PT1M30S",
    "30m, PT30M",
    "2h, PT2H",
    "7d, PT168H",
    "36525d, PT876600H",
  })
  void aTimeIsWrittenAsItIsRead(String text, Duration time) {
    assertThat(TimeSpan.isOne(text)).isTrue();
    assertThat(TimeSpan.parse(text)).isEqualTo(time);
    assertThat(TimeSpan.text(time)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "m",
        "-5m",
        "5.5m",
        "1h30m",
        "1w",
        " 5m",
        "36526d",
        "9999999999d",
        "99999999999s"
      })
  void whatIsNoneIsRefused(String text) {
    assertThat(TimeSpan.isOne(text)).isFalse();
    assertThatThrownBy(() -> TimeSpan.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' is ");
  }

  /** Once, many days were a time that no clock reaches. */
  @Test
  void theLongestOneCanBeCountedWith() {
    Duration longest = TimeSpan.parse("36525d");
    assertThat(longest.toNanos()).isPositive();
    assertThat(Instant.EPOCH.plus(longest)).isAfter(Instant.EPOCH);
  }
}
