package io.assetota.ota.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which failures are alike. */
class FailureReasonTest {
  private static String group(String text, String device) {
    return FailureReason.of(List.of(text), device).group();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exit code 3 after 2.1 s | exit code 3 after 12 s",
        "gw-1 has no room: 120 MB are missing | gw-2 has no room: 3.5 MB are missing",
        "at 2026-11-26T03:43:47Z it stopped | at 2026-11-26T04:00:00Z it stopped",
        "asset 0123456789abcdef0123 is wrong | asset fedcba98765432100123 is wrong",
        "needs 1048576 | needs 2097152"
      })
  void particularsMakeNoDifference(String one, String other) {
    assertThat(group(one, "gw-1")).isEqualTo(group(other, "gw-2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exit code 3 | exit code 4",
        "status 404 | status 503",
        "not signed | not trusted",
      })
  void reasonsDo(String one, String other) {
    assertThat(group(one, "gw-1")).isNotEqualTo(group(other, "gw-2"));
  }

  @Test
  void itIsTheFirstLineAndShort() {
    assertThat(FailureReason.of(List.of("", "\n first \nsecond"), "gw").text()).isEqualTo("first");
    assertThat(FailureReason.of(List.of(), "gw").text()).isEqualTo("no reason was given");
    assertThat(FailureReason.of(List.of("x".repeat(1000)), "gw").text()).hasSize(300);
  }
}
