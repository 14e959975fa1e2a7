package io.assetota.ota.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
}
