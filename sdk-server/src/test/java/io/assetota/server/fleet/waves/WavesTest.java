package io.assetota.server.fleet.waves;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.ota.rollout.FailureLimit;
import io.assetota.ota.rollout.RolloutTextException;
import io.assetota.ota.rollout.SoakTime;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people write, and what it means for a fleet. */
class WavesTest {
  private static String plan(Waves waves, long devices) {
    return waves.plan(devices, FailureLimit.USUAL).stream()
        .map(w -> w.devices().isPresent() ? "" + w.devices().getAsLong() : w.size().toString())
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 5, rest",
    "1, 5, 1 rest",
    "'1, 10%, 50%', 100, 1 10 50 rest",
    "'10%, 90%', 100, 10 90 rest",
    // A share is at least one device, and rounded up.
    "'1%', 5, 1 rest",
    "'1%', 101, 2 rest",
    // What no device is left for is left out.
    "'1, 10%, 50%', 2, 1 1 rest",
    "'5, 5', 3, 3 rest",
    // Those that come later are counted.
    "'2, 10%', 0, 2 1 rest",
    "'tag:lab, 10%, rest', 50, tag:lab 5 rest",
  })
  void wavesOfAFleet(String text, long devices, String planned) throws RolloutTextException {
    assertThat(plan(Waves.parse(text), devices)).isEqualTo(planned);
  }

  @Test
  void eachWaveHasItsOwnLimits() throws RolloutTextException {
    Waves waves = Waves.parse("1, 10% failures=3 soak=90m success=95%, 20%");
    assertThat(waves.withSoak(SoakTime.parse("1h")).plan(100, FailureLimit.parse("2%")))
        .extracting(w -> w.maxFailures() + " " + w.soak() + " " + w.success())
        .containsExactly("1 1h 100", "3 90m 95", "2% 1h 100", "2% 0s 100");
    assertThat(waves.withMaxFailures(FailureLimit.parse("7")).plan(100, FailureLimit.parse("5")))
        .extracting(w -> w.maxFailures().toString())
        .containsExactly("7", "3", "7", "7");
    assertThat(waves.plan(100, FailureLimit.parse("5")))
        .extracting(w -> w.maxFailures().toString())
        .containsExactly("1", "3", "none", "none");
  }
}
