package io.assetota.ota.hawkbit.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.AssetException;
import io.assetota.ota.hawkbit.publish.HawkbitRollouts.Progress;
import io.assetota.ota.hawkbit.publish.RolloutWish.Consent;
import io.assetota.ota.hawkbit.publish.RolloutWish.Hold;
import io.assetota.ota.hawkbit.publish.RolloutWish.Mode;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.report.FailureGroup;
import io.assetota.ota.rollout.FailureLimit;
import io.assetota.testing.WebServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rollouts in hawkBit, against what hawkBit 1.1.0 answered (mgmt-recordings). */
class HawkbitRolloutsTest {
  private static final RolloutWish WISH =
      new RolloutWish(
          "app 1 again",
          "id==p-*",
          "1,tag:lab",
          Optional.empty(),
          Optional.of("50%"),
          Hold.NONE,
          Mode.FORCED,
          Consent.AS_CONFIGURED);

  private static HawkbitRollouts rollouts(WebServer server) {
    return new HawkbitRollouts(server.uri(), "admin", "admin", HttpOptions.defaults(), () -> {});
  }

  @Test
  void aRolloutIsMadeAndStarted() throws IOException {
    try (WebServer server = RecordedHawkbit.replaying("rollout-start")) {
      assertThat(rollouts(server).start(WISH, 3)).isEqualTo(ROLLOUT);
      server.requireNoFailure();
    }
  }

  /** The tenant has confirmations switched on. */
  @Test
  void targetsAreAskedAndChooseTheirTime() throws IOException {
    try (WebServer server = RecordedHawkbit.replaying("rollout-soft-confirmed")) {
      RolloutWish wish = wish("soft", "id==c-*", "", Mode.SOFT, Consent.REQUIRED);
      assertThat(rollouts(server).start(wish, 1)).isEqualTo(1);
      server.requireNoFailure();
    }
  }

  @Test
  void aConfirmationThatNobodyCanGiveIsRefused() throws IOException {
    try (WebServer server = RecordedHawkbit.replaying("rollout-unconfirmed")) {
      RolloutWish wish = wish("soft", "id==c-*", "", Mode.SOFT, Consent.REQUIRED);
      assertThatThrownBy(() -> rollouts(server).preview(wish))
          .isInstanceOf(AssetException.class)
          .hasMessageContaining("user.confirmation.flow.enabled");
      server.requireNoFailure();
    }
  }

  private static final long ROLLOUT = 10;

  @Test
  void aRolloutThatHaltsIsToldWithItsReasons() throws IOException {
    try (WebServer server = RecordedHawkbit.replaying("rollout-halted")) {
      assertThat(rollouts(server).progress(6))
          .isEqualTo(
              new Progress(
                  "paused",
                  1,
                  2,
                  "wave 1",
                  Map.of("error", 2L, "scheduled", 3L),
                  List.of(
                      new FailureGroup(
                          "the previous application is back: exit code 3 after 2 s",
                          2,
                          List.of("p-2", "p-1")))));
      server.requireNoFailure();
    }
  }

  @Test
  void aRolloutThatIsDoneIsTold() throws IOException {
    try (WebServer server = RecordedHawkbit.replaying("rollout-finished")) {
      assertThat(rollouts(server).progress(7))
          .isEqualTo(new Progress("finished", 2, 2, "", Map.of("finished", 5L), List.of()));
    }
  }

  /** As hawkBit evaluates it: more than so many percents of all targets of the group failed. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "1, 3, 1",
    "1, 1000, 1",
    "2, 3, 2",
    "3, 10, 3",
    "20%, 10, 3",
    "20%, 3, 1",
    "2%, 100, 3",
    "2%, 1000, 21",
    // Earlier than asked for, where whole percents are too coarse.
    "5, 1000, 1",
    "none, 10, 0",
    "100%, 4, 4"
  })
  void limitsBecomeWholePercents(String limit, long targets, long haltsAt) throws IOException {
    Thresholds thresholds = Thresholds.of(FailureLimit.parse(limit), OptionalInt.empty(), targets);
    int percent = thresholds.errorPercent();
    assertThat(thresholds.haltsAt()).isEqualTo(haltsAt);
    for (long failed = 0; failed <= targets; failed++) {
      boolean halts = (float) failed / targets > percent / 100F;
      assertThat(halts).as("%d failed", failed).isEqualTo(haltsAt > 0 && failed >= haltsAt);
    }
    // What may fail doesn't hold up the next group.
    long mayFail = haltsAt == 0 ? 0 : haltsAt - 1;
    int success = thresholds.successPercent();
    assertThat((float) (targets - mayFail) / targets >= success / 100F).isTrue();
  }

  /** Never more than the failures that are allowed leave: the next group would never begin. */
  @ParameterizedTest
  @CsvSource({
    "1, 90, 10, 90",
    "20%, 70, 10, 70",
    "20%, 95, 10, 80",
    "1, 100, 10, 100",
    "none, 90, 10, 90"
  })
  void aShareThatHasToSucceedBeginsTheNextGroup(
      String limit, int success, long targets, int percent) throws IOException {
    assertThat(
            Thresholds.of(FailureLimit.parse(limit), OptionalInt.of(success), targets)
                .successPercent())
        .isEqualTo(percent);
  }

  @Test
  void eachWaveHasItsOwnLimits() throws IOException {
    assertThat(groups("10%, 20% failures=3 success=60%, 20%, rest failures=none", 100))
        .extracting(g -> g.targets() + " " + g.haltsAt() + " " + g.successPercent())
        .containsExactly("10 1 100", "20 3 60", "20 5 80", "50 0 1");
  }

  @Test
  void aTimeAfterAWaveIsRefused() {
    assertThatThrownBy(() -> groups("1 soak=1h", 10))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("hawkBit has no soak time: leave out soak=1h");
  }

  private static RolloutWish wish(
      String name, String targets, String waves, Mode mode, Consent consent) {
    return new RolloutWish(
        name, targets, waves, Optional.empty(), Optional.empty(), Hold.NONE, mode, consent);
  }

  private static List<RolloutGroup> groups(String waves, long targets) throws IOException {
    RolloutWish wish = wish("r", "id==*", waves, Mode.FORCED, Consent.AS_CONFIGURED);
    return RolloutGroups.of(wish, filter -> filter.contains("tag==") ? 3 : targets);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 5, 5",
    "'1,10%', 100, 1 10 89",
    "'1,10%,rest', 100, 1 10 89",
    "'tag:lab,2', 10, 3 2 5",
    "'5,5', 3, 3",
    "'100%', 7, 7"
  })
  void wavesBecomeGroups(String waves, long targets, String expected) throws IOException {
    assertThat(
            String.join(" ", groups(waves, targets).stream().map(g -> "" + g.targets()).toList()))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "200%", "many", "tag:a b", "1,,2", "60%,50%", "1 failures=0"})
  void wavesThatMakeNoSenseAreRefused(String waves) {
    assertThatThrownBy(() -> groups(waves, 10)).isInstanceOf(AssetException.class);
  }

  @Test
  void aGroupOfLessThanOnePercentIsRefused() {
    assertThatThrownBy(() -> groups("1", 1000)).hasMessageContaining("less than one percent");
    assertThatThrownBy(() -> groups("1", 0)).hasMessageContaining("no target matches");
  }
}
