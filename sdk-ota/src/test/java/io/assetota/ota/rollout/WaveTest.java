package io.assetota.ota.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts in which people describe rollouts. */
class WaveTest {
  @Test
  void aWaveTellsItsDevicesAndWhereItDiffers() throws RolloutTextException {
    assertThat(Wave.parseList(" 1,10%  failures=2 soak=1h success=90% , tag:lab,rest"))
        .containsExactly(
            Wave.of(WaveSize.parse("1")),
            new Wave(
                WaveSize.parse("10%"),
                Optional.of(FailureLimit.parse("2")),
                Optional.of(SoakTime.parse("1h")),
                OptionalInt.of(90)),
            Wave.of(WaveSize.parse("tag:lab")),
            Wave.REST);
    assertThat(Wave.parseList(" ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",",
        "1,",
        "0",
        "-1",
        "0%",
        "101%",
        "200%",
        "5.5",
        "some",
        "100001",
        "60%,50%",
        "tag:",
        "tag:a b",
        "tag:-x",
        "rest, 5",
        "5 soak",
        "5 soak=",
        "5 soak=1",
        "5 soak=91d",
        "5 failures=",
        "5 failures=0",
        "5 success=0%",
        "5 success=101%",
        "5 success=90",
        "5 success=9%0%",
        "5 wait=1h",
        "5 10%",
        "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1"
      })
  void whatMakesNoSenseIsRefused(String text) {
    assertThatThrownBy(() -> Wave.parseList(text)).isInstanceOf(RolloutTextException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "90s", "30m", "2h", "1d", "90d"})
  void timesAreWrittenAsTheyAreRead(String text) throws RolloutTextException {
    assertThat(SoakTime.parse(text).toString()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "91d", "2161h", "-1s", "1w", "1h30m"})
  void aTimeThatMakesNoSenseIsRefused(String text) {
    assertThatThrownBy(() -> SoakTime.parse(text))
        .isInstanceOf(RolloutTextException.class)
        .hasMessageContaining("a time like 90s, 30m, 2h or 1d, up to 90d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "20%", "100%", "none"})
  void limitsAreWrittenAsTheyAreRead(String text) throws RolloutTextException {
    assertThat(FailureLimit.parse(text).toString()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0%", "101%", "-1", "many", "5.5", "2 0"})
  void aLimitThatMakesNoSenseIsRefused(String text) {
    assertThatThrownBy(() -> FailureLimit.parse(text))
        .isInstanceOf(RolloutTextException.class)
        .hasMessageContaining("a count like 5, a share like 20%, or none");
  }
}
