package io.assetota.server.fleet.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.model.ApplicationId;
import io.assetota.server.fleet.rules.LostRelease.Origin;
import io.assetota.server.fleet.rules.LostRelease.Situation;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LostReleaseTest {
  @ParameterizedTest
  @CsvSource({
    // reported, other, newest, origin, times, lost
    "'', '', FINISHED, ROLLOUT, 0, true",
    "b, '', FINISHED, ROLLOUT, 0, true",
    "a, '', FINISHED, ROLLOUT, 0, false",
    // Somebody gave it something else.
    "b, 'app 2', FINISHED, ROLLOUT, 0, false",
    // A later update failed, or was stopped; the device keeps what it had.
    "'', '', ERROR, ROLLOUT, 0, true",
    "'', '', CANCELED, ROLLOUT, 0, true",
    // It works on an update.
    "'', '', CONFIRM, ROLLOUT, 0, false",
    "'', '', PENDING, ROLLOUT, 0, false",
    "'', '', RUNNING, ROLLOUT, 0, false",
    "'', '', DOWNLOADED, ROLLOUT, 0, false",
    "'', '', CANCELING, ROLLOUT, 0, false",
    // It got it again, which worked, and lost it again.
    "'', '', FINISHED, LOST, 1, true",
    "'', '', FINISHED, LOST, 2, true",
    "'', '', FINISHED, LOST, 3, false",
    "'', '', ERROR, LOST, 1, false",
    "'', '', CANCELED, LOST, 1, false"
  })
  void aReleaseIsGivenAgain(
      String reported, String other, ActionState newest, Origin origin, long times, boolean lost) {
    assertThat(
            LostRelease.isLost(
                new Situation(
                    application("a"),
                    text(reported).map(LostReleaseTest::application),
                    text(other),
                    newest,
                    origin,
                    times)))
        .isEqualTo(lost);
  }

  @Test
  void threeTimesADay() {
    assertThat(LostRelease.MOST).isEqualTo(3);
    assertThat(LostRelease.PERIOD.toHours()).isEqualTo(24);
  }

  private static ApplicationId application(String digit) {
    return ApplicationId.parse(digit.repeat(64));
  }

  private static Optional<String> text(String text) {
    return Optional.of(text).filter(t -> !t.isEmpty());
  }
}
