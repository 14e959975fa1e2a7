package io.assetota.ota.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeAttributesTest {
  @Test
  void serversReadWhatDevicesTell() {
    RuntimeAttributes told =
        new RuntimeAttributes(
            "pausing",
            Optional.of(Instant.parse("2026-01-31T12:00:00Z")),
            Optional.of("1.0.3"),
            4,
            Optional.of("2026-01-31T11:59:00Z version 1.0.3: exit code 1"));
    assertThat(told.toMap())
        .containsKey("runtime.lastFailure")
        .containsEntry("runtime.starts", "4");
    assertThat(RuntimeAttributes.parse(told.toMap())).contains(told);
  }

  @Test
  void whatMakesNoSenseIsNotTold() {
    assertThat(RuntimeAttributes.parse(Map.of())).isEmpty();
    assertThat(RuntimeAttributes.parse(Map.of("runtime.state", " "))).isEmpty();
    assertThat(
            RuntimeAttributes.parse(
                Map.of(
                    "runtime.state",
                    "l%C3%A4uft",
                    "runtime.since",
                    "yesterday",
                    "runtime.starts",
                    "-1")))
        .contains(
            new RuntimeAttributes(
                "läuft", Optional.empty(), Optional.empty(), 0, Optional.empty()));
  }

  private static RuntimeAttributes told(String state, String starts, String lastFailure) {
    return RuntimeAttributes.parse(
            Map.of(
                "runtime.state",
                state,
                "runtime.version",
                "5",
                "runtime.starts",
                starts,
                "runtime.lastFailure",
                lastFailure))
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "pausing, 2, false",
    "pausing, 3, true",
    "pausing, 900, true",
    // The third one may still work.
    "starting, 3, false",
    "starting, 4, true",
    "running, 3, false",
    "running, 4, true",
    "stopping, 3, false",
    "pausing, -3, false",
    "pausing, 3.5, false",
    "pausing, 99999999999, false",
    "somebody else's, 3, false",
    "somebody else's, 4, true"
  })
  void threeStartsInARowThatFailedAreOneTooMany(String state, String starts, boolean failing) {
    assertThat(told(state, starts, "it died").isFailing()).isEqualTo(failing);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T12:00:00Z version 5: it ended with exit code 1, it ended with exit code 1",
    "2026-01-31T12:00:00.123456Z version 5: no answer: status 503, no answer: status 503",
    "version 5: it died, it died",
    "it died, it died",
    "2026-01-31T12:00:00Z version 4: it died,",
    "2026-01-31T12:00:00Z version 55: it died,",
    "2026-01-31T12:00:00Z version 5,",
    "'2026-01-31T12:00:00Z version 5: ',"
  })
  void whyItFailsIsTheLastFailureOfWhatRuns(String lastFailure, @Nullable String reason) {
    assertThat(told("pausing", "3", lastFailure).reason()).isEqualTo(Optional.ofNullable(reason));
  }

  @Test
  void aFailureIsWrittenAsItIsRead() {
    String text = RuntimeAttributes.failure(Instant.EPOCH, "5", "it died");
    assertThat(text).isEqualTo("1970-01-01T00:00:00Z version 5: it died");
    assertThat(told("pausing", "3", text).reason()).contains("it died");
  }
}
